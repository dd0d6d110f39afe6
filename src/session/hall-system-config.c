/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-system-config.c: reads hallway.conf, the key file of the computer's administrator.
 *
 * Used by HallSettings alone. Each value is judged by itself, by the rules that hold for every
 * setting, and refused by a sentence that names file, group, key and what is allowed. Never writes.
 */

#define G_LOG_DOMAIN "hall-system-config"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "hall-limits.h"
#include "hall-text.h"

#include "hall-system-config.h"

#define GROUP_NETWORK "Network"
#define GROUP_ROOMS "Rooms"
#define KEY_ALWAYS "always"
#define PORT_MAX 65535
/* More would not be read. */
#define PROBLEMS_MAX 20
#define SHOWN_MAX 80

struct _HallSystemConfig
{
  char *path;         /* as it is shown */
  GVariant *values[HALL_N_SETTINGS];
  GPtrArray *rooms;   /* of char *, ends in NULL */
  GString *problem;
  guint n_problems;
};

typedef struct
{
  HallSetting setting;
  const char *allowed;
} Row;

/* What a person can fix for everybody; everything else is their own affair, or GSettings'. */
static const Row rows[] = {
  { HALL_SETTING_GROUP, N_("an IPv4 multicast address, 224.0.0.0 to 239.255.255.255") },
  { HALL_SETTING_PORT, N_("a number from 1 to 65535") },
  { HALL_SETTING_BROADCAST, N_("an IPv4 address, or nothing") },
  { HALL_SETTING_TCP_PORT, N_("a number from 0 to 65535") },
  { HALL_SETTING_INTERFACES,
    N_("names of network interfaces, parted by semicolons; a * stands for any text") },
  { HALL_SETTING_EXCLUDED_INTERFACES,
    N_("names of network interfaces, parted by semicolons; a * stands for any text") },
  { HALL_SETTING_ADDRESSES,
    N_("names or addresses of computers, with or without :PORT, parted by semicolons") },
};

static void add_problem (HallSystemConfig *self,
                         const char       *format,
                         ...) G_GNUC_PRINTF (2, 3);

static void
add_problem (HallSystemConfig *self,
             const char       *format,
             ...)
{
  va_list arguments;

  if (++self->n_problems > PROBLEMS_MAX)
    return;
  if (self->problem->len > 0)
    g_string_append_c (self->problem, '\n');
  va_start (arguments, format);
  g_string_append_vprintf (self->problem, format, arguments);
  va_end (arguments);
}

/* What stands in the file as it can be shown. (transfer full) */
static char *
show (const char *text)
{
  g_autofree char *clean = hall_text_clean_name (text, SHOWN_MAX);

  return clean != NULL ? g_steal_pointer (&clean) : g_strdup ("");
}

static void
refuse (HallSystemConfig *self,
        const char       *group,
        const char       *key,
        const char       *text,
        const char       *allowed)
{
  g_autofree char *shown = show (text);

  /* Translators: a file, a [group] and a key in it, what it says, and what may stand there */
  add_problem (self, _("%s, [%s] %s: “%s” is not used. What may stand there: %s."), self->path,
               group, key, shown, allowed);
}

static char *
read_bounded (int    fd,
              gsize *length)
{
  g_autofree char *text = g_malloc (HALL_SYSTEM_CONFIG_SIZE_MAX + 1);
  gsize n = 0;

  while (n <= HALL_SYSTEM_CONFIG_SIZE_MAX)
    {
      gssize got = read (fd, text + n, HALL_SYSTEM_CONFIG_SIZE_MAX + 1 - n);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return NULL;
      if (got == 0)
        break;
      n += (gsize) got;
    }
  *length = n;

  return g_steal_pointer (&text);
}

/* (nullable): there is none, or none that can be used. */
static GKeyFile *
load_file (HallSystemConfig *self,
           const char       *path)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  struct stat status;
  gsize length = 0;
  /* A pipe that somebody put there must not make us wait. */
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
  int reason = errno;

  if (fd < 0 && (reason == ENOENT || reason == ENOTDIR))
    return NULL;
  if (fd >= 0 && fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
    {
      errno = 0;
      text = read_bounded (fd, &length);
      reason = errno;
    }
  else if (fd >= 0)
    reason = EINVAL;
  if (fd >= 0)
    close (fd);

  if (text == NULL)
    /* Translators: a file, and the system's reason */
    add_problem (self, _("%s cannot be read (%s), and nothing in it is used."), self->path,
                 g_strerror (reason));
  else if (length > HALL_SYSTEM_CONFIG_SIZE_MAX)
    add_problem (self, _("%s is larger than %d KiB, and nothing in it is used."), self->path,
                 HALL_SYSTEM_CONFIG_SIZE_MAX / 1024);
  else if (g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, &error))
    return g_steal_pointer (&file);
  else
    {
      g_autofree char *shown = show (error->message);

      /* Translators: a file, and what is wrong in it */
      add_problem (self, _("Nothing in %s is used: %s"), self->path, shown);
    }

  return NULL;
}

/* The entries of a list without empty ones; NULL where it cannot be taken apart. (transfer full) */
static char **
read_list (GKeyFile   *file,
           const char *group,
           const char *key)
{
  char **texts = g_key_file_get_string_list (file, group, key, NULL, NULL);
  guint n = 0;

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      char *text = g_strstrip (texts[i]);

      if (*text != '\0')
        texts[n++] = text;
      else
        g_free (text);
    }
  if (texts != NULL)
    texts[n] = NULL;

  return texts;
}

/* Each entry by itself: one bad name takes nothing from the others. But where none is left of what
 * was meant to narrow something down, nothing may follow from that. */
static GVariant *
read_strings (HallSystemConfig *self,
              GKeyFile         *file,
              const Row        *row)
{
  const char *key = hall_setting_get_key (row->setting);
  g_auto (GStrv) texts = read_list (file, GROUP_NETWORK, key);
  g_autoptr (GPtrArray) good = g_ptr_array_new ();
  g_autoptr (GVariant) all = NULL;
  GVariant *used;

  if (texts == NULL)
    {
      g_autofree char *raw = g_key_file_get_value (file, GROUP_NETWORK, key, NULL);

      refuse (self, GROUP_NETWORK, key, raw, _(row->allowed));
      return NULL;
    }
  for (guint i = 0; texts[i] != NULL; i++)
    {
      const char *one[] = { texts[i], NULL };
      g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_strv (one, -1));
      g_autoptr (GVariant) checked = hall_setting_check (row->setting, value);

      if (checked != NULL)
        g_ptr_array_add (good, texts[i]);
      else
        refuse (self, GROUP_NETWORK, key, texts[i], _(row->allowed));
    }
  if (good->len == 0 && texts[0] != NULL)
    return NULL;
  all = g_variant_ref_sink (g_variant_new_strv ((const char *const *) good->pdata,
                                                (gssize) good->len));

  used = hall_setting_check (row->setting, all);
  if (used == NULL)
    /* Translators: a file, a [group] and a key in it */
    add_problem (self, _("%s, [%s] %s: these are too many, and none of them is used."), self->path,
                 GROUP_NETWORK, key);

  return used;
}

static GVariant *
read_single (HallSystemConfig *self,
             GKeyFile         *file,
             const Row        *row)
{
  const char *key = hall_setting_get_key (row->setting);
  g_autofree char *raw = g_key_file_get_value (file, GROUP_NETWORK, key, NULL);
  g_autofree char *text = g_key_file_get_string (file, GROUP_NETWORK, key, NULL);
  g_autoptr (GVariant) value = NULL;
  GVariant *checked = NULL;
  guint64 number;

  if (text != NULL)
    g_strstrip (text);
  if (g_variant_type_equal (hall_setting_get_type (row->setting), G_VARIANT_TYPE_STRING))
    value = text != NULL ? g_variant_ref_sink (g_variant_new_string (text)) : NULL;
  else if (text != NULL && g_ascii_string_to_unsigned (text, 10, 0, PORT_MAX, &number, NULL))
    value = g_variant_ref_sink (g_variant_new_uint16 ((guint16) number));

  if (value != NULL)
    checked = hall_setting_check (row->setting, value);
  if (checked == NULL)
    refuse (self, GROUP_NETWORK, key, raw, _(row->allowed));

  return checked;
}

static gboolean
has_room (HallSystemConfig *self,
          const char       *name)
{
  return g_ptr_array_find_with_equal_func (self->rooms, name, g_str_equal, NULL);
}

static void
read_rooms (HallSystemConfig *self,
            GKeyFile         *file)
{
  g_auto (GStrv) names = NULL;
  g_autofree char *raw = g_key_file_get_value (file, GROUP_ROOMS, KEY_ALWAYS, NULL);

  if (raw == NULL)
    return;
  names = read_list (file, GROUP_ROOMS, KEY_ALWAYS);
  if (names == NULL)
    refuse (self, GROUP_ROOMS, KEY_ALWAYS, raw, _("names of rooms, parted by semicolons"));
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      /* What is too long is refused: cut, two names could become one. */
      g_autofree char *clean = hall_text_clean_name (names[i], G_MAXSIZE);

      if (clean == NULL || strlen (clean) > HALL_NAME_MAX ||
          self->rooms->len == HALL_STANDING_ROOMS_MAX)
        {
          g_autofree char *allowed =
              /* Translators: two numbers */
              g_strdup_printf (_("names of at most %d rooms, parted by semicolons, each of at most "
                                 "%d bytes"), HALL_STANDING_ROOMS_MAX, HALL_NAME_MAX);

          refuse (self, GROUP_ROOMS, KEY_ALWAYS, names[i], allowed);
        }
      else if (!has_room (self, clean))
        g_ptr_array_add (self->rooms, g_steal_pointer (&clean));
    }
}

static gboolean
is_known (const char *group,
          const char *key)
{
  if (g_str_equal (group, GROUP_ROOMS))
    return g_str_equal (key, KEY_ALWAYS);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (hall_setting_get_key (rows[i].setting), key))
      return TRUE;

  return FALSE;
}

/* Mistyped names would otherwise do nothing, and nobody would learn why. */
static void
find_unknown (HallSystemConfig *self,
              GKeyFile         *file)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (file, groups[i], NULL, NULL);
      gboolean known = g_str_equal (groups[i], GROUP_NETWORK) ||
                       g_str_equal (groups[i], GROUP_ROOMS);

      if (!known)
        {
          g_autofree char *shown = show (groups[i]);

          add_problem (self, _("%s: there is no group [%s]. What may stand there: %s."), self->path,
                       shown, "[" GROUP_NETWORK "], [" GROUP_ROOMS "]");
        }
      for (guint j = 0; known && keys != NULL && keys[j] != NULL; j++)
        if (!is_known (groups[i], keys[j]))
          {
            g_autofree char *shown = show (keys[j]);

            /* Translators: a file, a [group] in it, and a key that does not belong there */
            add_problem (self, _("%s, [%s]: there is no key “%s”."), self->path, groups[i], shown);
          }
    }
}

static void
take (HallSystemConfig *self,
      GKeyFile         *file)
{
  GVariant **interfaces = &self->values[HALL_SETTING_INTERFACES];
  GVariant **excluded = &self->values[HALL_SETTING_EXCLUDED_INTERFACES];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HallSetting setting = rows[i].setting;
      gboolean is_list = g_variant_type_equal (hall_setting_get_type (setting),
                                               G_VARIANT_TYPE_STRING_ARRAY);

      if (!g_key_file_has_key (file, GROUP_NETWORK, hall_setting_get_key (setting), NULL))
        continue;
      self->values[setting] = is_list ? read_strings (self, file, &rows[i])
                                      : read_single (self, file, &rows[i]);
    }
  /* Two ways to say one thing: what a person has saved under one of them must not get around what
   * stands here under the other. */
  if (*interfaces != NULL && *excluded == NULL)
    *excluded = hall_setting_get_default (HALL_SETTING_EXCLUDED_INTERFACES);
  if (*excluded != NULL && *interfaces == NULL)
    *interfaces = hall_setting_get_default (HALL_SETTING_INTERFACES);
  read_rooms (self, file);
  find_unknown (self, file);
}

/**
 * hall_system_config_find:
 *
 * HALLWAY_SYSTEM_CONFIG names another file, for trying one out; it gives nobody a right that the
 * command line does not give them. Empty, it means none.
 *
 * Returns: (transfer full) (nullable) (type filename): the file of this computer's administrator,
 *   which need not exist; %NULL for none
 */
char *
hall_system_config_find (void)
{
  const char *named = secure_getenv ("HALLWAY_SYSTEM_CONFIG");

  if (named != NULL)
    return *named != '\0' ? g_strdup (named) : NULL;
  /* What was installed below /usr/local looks where every administrator would put it, too. */
  if (!g_file_test (HALL_SYSTEM_CONFIG, G_FILE_TEST_EXISTS))
    return g_strdup ("/etc/hallway.conf");

  return g_strdup (HALL_SYSTEM_CONFIG);
}

/**
 * hall_system_config_load:
 * @path: (nullable) (type filename): a key file
 *
 * Returns: (transfer full): what it says; nothing if there is no such file
 */
HallSystemConfig *
hall_system_config_load (const char *path)
{
  HallSystemConfig *self = g_new0 (HallSystemConfig, 1);

  self->rooms = g_ptr_array_new_with_free_func (g_free);
  self->problem = g_string_new (NULL);
  if (path != NULL)
    {
      g_autoptr (GKeyFile) file = NULL;

      self->path = g_filename_display_name (path);
      file = load_file (self, path);
      if (file != NULL)
        take (self, file);
    }
  g_ptr_array_add (self->rooms, NULL);

  return self;
}

/**
 * hall_system_config_free:
 * @self: (transfer full): what a file says
 */
void
hall_system_config_free (HallSystemConfig *self)
{
  for (guint i = 0; i < HALL_N_SETTINGS; i++)
    g_clear_pointer (&self->values[i], g_variant_unref);
  g_ptr_array_unref (self->rooms);
  g_string_free (self->problem, TRUE);
  g_free (self->path);
  g_free (self);
}

/**
 * hall_system_config_get_value:
 * @self: what a file says
 * @setting: a setting
 *
 * Returns: (transfer none) (nullable): what it fixes the setting to, checked; %NULL if it does not
 */
GVariant *
hall_system_config_get_value (const HallSystemConfig *self,
                              HallSetting             setting)
{
  return self->values[setting];
}

/**
 * hall_system_config_get_standing_rooms:
 * @self: what a file says
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of the rooms that are always there
 */
const char *const *
hall_system_config_get_standing_rooms (const HallSystemConfig *self)
{
  return (const char *const *) self->rooms->pdata;
}

/**
 * hall_system_config_get_problem:
 * @self: what a file says
 *
 * Returns: (transfer none) (nullable): what is wrong with it, in sentences, one a line
 */
const char *
hall_system_config_get_problem (const HallSystemConfig *self)
{
  return self->problem->len > 0 ? self->problem->str : NULL;
}
