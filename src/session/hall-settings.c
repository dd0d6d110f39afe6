/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-settings.c: the settings of one profile, wherever they are kept.
 *
 * Shared by session, window and command line. Every value passes hall_setting_check () on its way
 * in, so that getters only ever return good ones. Never asks for a schema that is not installed,
 * which would end the program.
 */

#define G_LOG_DOMAIN "hall-settings"

#include "config.h"

#include <unistd.h>

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

#include "hall-profile.h"
#include "hall-settings-file.h"
#include "hall-system-config.h"

#include "hall-settings-private.h"

struct _HallSettings
{
  GObject parent_instance;

  GSettings *settings; /* NULL where the file is read without a schema */
  gboolean own_file;   /* which GSettings keeps, instead of what the system does */
  char *path;          /* of that file, else NULL */
  gboolean saved;      /* something was, through GSettings */

  GVariant *values[HALL_N_SETTINGS];
  GVariant *overrides[HALL_N_SETTINGS];
  const char **lists[HALL_N_SETTINGS]; /* the strings of the value that holds */
  HallSystemConfig *system_config;     /* goes before values, after overrides */
};

G_DEFINE_FINAL_TYPE (HallSettings, hall_settings, G_TYPE_OBJECT)

/* A property's id is its setting plus one: GObject keeps 0 for itself. */
#define PROP_SYSTEM_CONFIG_PROBLEM (HALL_N_SETTINGS + 1)

static GParamSpec *properties[PROP_SYSTEM_CONFIG_PROBLEM + 1];

GVariant *
hall_settings_get_current (HallSettings *self,
                           HallSetting   setting)
{
  GVariant *fixed = hall_system_config_get_value (self->system_config, setting);

  if (self->overrides[setting] != NULL)
    return self->overrides[setting];
  return fixed != NULL ? fixed : self->values[setting];
}

const char *const *
hall_settings_get_list (HallSettings *self,
                        HallSetting   setting)
{
  return self->lists[setting];
}

/* Puts @value (transfer full, nullable) into @slot and tells whether what holds has changed. */
static void
replace (HallSettings  *self,
         HallSetting    setting,
         GVariant     **slot,
         GVariant      *value)
{
  g_autoptr (GVariant) before = hall_settings_get_current (self, setting);
  GVariant *after;

  if (before != NULL)
    g_variant_ref (before);

  g_clear_pointer (slot, g_variant_unref);
  *slot = value;

  after = hall_settings_get_current (self, setting);
  if (after != NULL && g_variant_is_of_type (after, G_VARIANT_TYPE_STRING_ARRAY))
    {
      g_free (self->lists[setting]);
      self->lists[setting] = g_variant_get_strv (after, NULL);
    }
  if (before != NULL && after != NULL && !g_variant_equal (before, after))
    g_object_notify_by_pspec (G_OBJECT (self), properties[setting + 1]);
}

static GVariant *
read_from_schema (HallSettings *self,
                  HallSetting   setting)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) key = NULL;
  const char *name = hall_setting_get_key (setting);

  g_object_get (self->settings, "settings-schema", &schema, NULL);
  if (!g_settings_schema_has_key (schema, name))
    return NULL;
  key = g_settings_schema_get_key (schema, name);
  if (!g_variant_type_equal (g_settings_schema_key_get_value_type (key),
                             hall_setting_get_type (setting)))
    return NULL;

  return g_settings_get_value (self->settings, name);
}

/* Takes what is stored, or the default where that is missing or not allowed. */
static void
load (HallSettings *self,
      HallSetting   setting,
      GKeyFile     *file)
{
  g_autoptr (GVariant) stored = NULL;
  GVariant *value = NULL;

  if (self->settings != NULL)
    stored = read_from_schema (self, setting);
  else
    stored = hall_settings_file_read (file, hall_setting_get_key (setting),
                                      hall_setting_get_type (setting));

  if (stored != NULL)
    {
      value = hall_setting_check (setting, stored);
      if (value == NULL)
        g_debug ("the stored %s is not a good one; the default holds",
                 hall_setting_get_key (setting));
    }
  if (value == NULL)
    value = hall_setting_get_default (setting);

  replace (self, setting, &self->values[setting], value);
}

static void
save (HallSettings *self,
      HallSetting   setting)
{
  const char *key = hall_setting_get_key (setting);
  g_autoptr (GError) error = NULL;

  if (self->settings != NULL)
    {
      g_autoptr (GVariant) stored = read_from_schema (self, setting);

      if (stored != NULL && g_settings_set_value (self->settings, key, self->values[setting]))
        self->saved = TRUE;
      else
        g_debug ("%s cannot be saved; it holds until this program ends", key);
    }
  else if (!hall_settings_file_write (self->path, key, self->values[setting], &error))
    g_debug ("%s cannot be saved; it holds until this program ends: %s", key, error->message);
}

static gboolean
is_fixed (HallSettings *self,
          HallSetting   setting)
{
  const char *key = hall_setting_get_key (setting);
  g_autoptr (GVariant) stored = NULL;

  if (hall_system_config_get_value (self->system_config, setting) != NULL)
    return TRUE;
  /* A file of one's own that cannot be written is nobody's decision. */
  if (self->settings == NULL || self->own_file)
    return FALSE;
  stored = read_from_schema (self, setting);

  return stored != NULL && !g_settings_is_writable (self->settings, key);
}

static void
set (HallSettings *self,
     HallSetting   setting,
     const GValue *value)
{
  GVariant *checked = hall_setting_from_value (setting, value);
  gboolean changes;

  if (is_fixed (self, setting))
    {
      g_debug ("%s is fixed by the administrator; nothing changed", hall_setting_get_key (setting));
      g_clear_pointer (&checked, g_variant_unref);
      return;
    }
  if (checked == NULL)
    {
      g_debug ("a value for %s is not a good one; nothing changed", hall_setting_get_key (setting));
      return;
    }

  changes = self->overrides[setting] != NULL || !g_variant_equal (self->values[setting], checked);
  g_object_freeze_notify (G_OBJECT (self));
  replace (self, setting, &self->overrides[setting], NULL);
  replace (self, setting, &self->values[setting], checked);
  if (changes)
    save (self, setting);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
on_settings_changed (HallSettings *self,
                     const char   *key,
                     GSettings    *settings)
{
  for (guint i = 0; i < HALL_N_SETTINGS; i++)
    if (g_str_equal (hall_setting_get_key (i), key))
      load (self, i, NULL);
}

static void
hall_settings_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  HallSettings *self = HALL_SETTINGS (object);

  if (property_id == PROP_SYSTEM_CONFIG_PROBLEM)
    g_value_set_string (value, hall_system_config_get_problem (self->system_config));
  else if (property_id < 1 || property_id > HALL_N_SETTINGS)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  else
    hall_setting_to_value (hall_settings_get_current (self, property_id - 1), value);
}

static void
hall_settings_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  HallSettings *self = HALL_SETTINGS (object);

  if (property_id < 1 || property_id > HALL_N_SETTINGS)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  else
    set (self, property_id - 1, value);
}

static void
hall_settings_dispose (GObject *object)
{
  HallSettings *self = HALL_SETTINGS (object);

  /* The default backend writes in the background; a short-lived program would lose the change. */
  if (self->settings != NULL && self->saved)
    g_settings_sync ();
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (hall_settings_parent_class)->dispose (object);
}

static void
hall_settings_finalize (GObject *object)
{
  HallSettings *self = HALL_SETTINGS (object);

  for (guint i = 0; i < HALL_N_SETTINGS; i++)
    {
      g_clear_pointer (&self->values[i], g_variant_unref);
      g_clear_pointer (&self->overrides[i], g_variant_unref);
      g_free (self->lists[i]);
    }
  g_clear_pointer (&self->system_config, hall_system_config_free);
  g_free (self->path);

  G_OBJECT_CLASS (hall_settings_parent_class)->finalize (object);
}

static void
hall_settings_class_init (HallSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hall_settings_get_property;
  object_class->set_property = hall_settings_set_property;
  object_class->dispose = hall_settings_dispose;
  object_class->finalize = hall_settings_finalize;

  for (guint i = 0; i < HALL_N_SETTINGS; i++)
    properties[i + 1] = hall_setting_create_spec (i);
  properties[PROP_SYSTEM_CONFIG_PROBLEM] =
      g_param_spec_string ("system-config-problem", NULL, NULL, NULL,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
hall_settings_init (HallSettings *self)
{
}

static GSettingsSchema *
find_schema (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();

  if (source == NULL)
    return NULL;

  return g_settings_schema_source_lookup (source, HALL_APPLICATION_ID, TRUE);
}

/* Without dconf GSettings forgets everything when the program ends, unless that was asked for. */
static gboolean
default_backend_forgets (void)
{
  g_autoptr (GSettingsBackend) backend = g_settings_backend_get_default ();

  return g_strcmp0 (G_OBJECT_TYPE_NAME (backend), "GMemorySettingsBackend") == 0 &&
         g_strcmp0 (g_getenv ("GSETTINGS_BACKEND"), "memory") != 0;
}

/* GSettings' own backend for key files; NULL where it would complain aloud: it wants a folder that
 * it can write. */
static GSettingsBackend *
open_backend (const char      *folder,
              const char      *path,
              GSettingsSchema *schema)
{
  const char *root = g_settings_schema_get_path (schema);

  if (root == NULL || access (folder, R_OK | W_OK | X_OK) != 0)
    return NULL;

  return g_keyfile_settings_backend_new (path, root, HALL_SETTINGS_FILE_GROUP);
}

static void
open_storage (HallSettings *self,
              HallProfile  *profile)
{
  g_autoptr (GSettingsSchema) schema = find_schema ();
  g_autoptr (GSettingsBackend) backend = NULL;
  gboolean in_folder = hall_profile_get_is_custom (profile);

  self->path = hall_profile_build_path (profile, HALL_SETTINGS_FILE_NAME);

  if (schema != NULL)
    {
      in_folder = in_folder || default_backend_forgets ();
      if (in_folder)
        backend = open_backend (hall_profile_get_directory (profile), self->path, schema);
      self->own_file = backend != NULL;
      if (backend != NULL || !in_folder)
        self->settings = g_settings_new_full (schema, backend, NULL);
    }

  if (self->settings != NULL)
    g_signal_connect_object (self->settings, "changed", G_CALLBACK (on_settings_changed), self,
                             G_CONNECT_SWAPPED);
}

/* What is wrong with the administrator's file is said once by a program, whoever started it. */
static void
tell_problem (HallSettings *self)
{
  static char *told;
  const char *problem = hall_system_config_get_problem (self->system_config);

  if (problem == NULL || g_strcmp0 (problem, told) == 0)
    return;
  g_free (told);
  told = g_strdup (problem);
  g_message ("%s", problem);
}

/**
 * hall_settings_new:
 * @profile_directory: (nullable) (type filename): the folder of --profile; %NULL for that of
 *   HALLWAY_PROFILE, or without one the person's own settings
 *
 * Opens the settings. Creates nothing until something is set; what can't be saved holds in memory.
 * What the computer's administrator has fixed goes before what was saved.
 *
 * Returns: (transfer full): the settings
 */
HallSettings *
hall_settings_new (const char *profile_directory)
{
  HallSettings *self = g_object_new (HALL_TYPE_SETTINGS, NULL);
  g_autoptr (HallProfile) profile = hall_profile_new (profile_directory);
  g_autoptr (GKeyFile) file = NULL;
  g_autofree char *system_path = hall_system_config_find ();

  self->system_config = hall_system_config_load (system_path);
  tell_problem (self);
  open_storage (self, profile);
  if (self->settings == NULL)
    file = hall_settings_file_load (self->path);

  for (guint i = 0; i < HALL_N_SETTINGS; i++)
    load (self, i, file);

  return self;
}

/* HALL_N_SETTINGS: there is none of that name. */
static guint
find_setting (const char *property)
{
  guint setting = 0;

  while (setting < HALL_N_SETTINGS && !g_str_equal (hall_setting_get_key (setting), property))
    setting++;

  return setting;
}

/**
 * hall_settings_is_fixed:
 * @self: the settings
 * @property: the name of a property
 *
 * Returns: whether an administrator has fixed it, by hallway.conf or by a lock of GSettings: then
 *   setting it does nothing, whereas overriding it does
 */
gboolean
hall_settings_is_fixed (HallSettings *self,
                        const char   *property)
{
  guint setting;

  g_return_val_if_fail (HALL_IS_SETTINGS (self), FALSE);
  g_return_val_if_fail (property != NULL, FALSE);

  setting = find_setting (property);
  g_return_val_if_fail (setting < HALL_N_SETTINGS, FALSE);

  return is_fixed (self, setting);
}

/**
 * hall_settings_get_standing_rooms:
 * @self: the settings
 *
 * Returns: (transfer none) (array zero-terminated=1): the names, cleaned, of the rooms that the
 *   administrator of this network has set up on every computer
 */
const char *const *
hall_settings_get_standing_rooms (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), NULL);

  return hall_system_config_get_standing_rooms (self->system_config);
}

/**
 * hall_settings_get_system_config_problem:
 * @self: the settings
 *
 * Returns: (transfer none) (nullable): what is wrong with hallway.conf, in translated sentences,
 *   one a line
 */
const char *
hall_settings_get_system_config_problem (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), NULL);

  return hall_system_config_get_problem (self->system_config);
}

/**
 * hall_settings_override:
 * @self: the settings
 * @property: the name of a property
 * @value: its value for this process
 *
 * Shadows a property without saving it, until it is set.
 *
 * Returns: %FALSE if the value is not a good one, and nothing changed
 */
gboolean
hall_settings_override (HallSettings *self,
                        const char   *property,
                        const GValue *value)
{
  guint setting;
  GVariant *checked;

  g_return_val_if_fail (HALL_IS_SETTINGS (self), FALSE);
  g_return_val_if_fail (property != NULL, FALSE);
  g_return_val_if_fail (G_IS_VALUE (value), FALSE);

  setting = find_setting (property);
  g_return_val_if_fail (setting < HALL_N_SETTINGS, FALSE);

  checked = hall_setting_from_value (setting, value);
  if (checked != NULL)
    replace (self, setting, &self->overrides[setting], checked);

  return checked != NULL;
}
