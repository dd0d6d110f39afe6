/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* store-test.h: what the tests of the store share: a folder, events to order, waiting for answers.
 *
 * The store_ functions ask and wait; those without an error argument fail the test on an error.
 */

#pragma once

#include "hall-store-private.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  char *path;              /* of the database in it */
  HallStore *store;        /* open */
  HallKey *key;            /* ours */
  HallKey *other;          /* somebody else's */
  char *room;
} StoreTest;

/* For g_test_add (): with an open store, and without. */
void           store_test_set_up       (StoreTest     *test,
                                        gconstpointer  data);
void           store_test_set_up_closed (StoreTest    *test,
                                        gconstpointer  data);
void           store_test_tear_down    (StoreTest     *test,
                                        gconstpointer  data);

typedef void (*StoreTestFunction)      (StoreTest     *test,
                                        gconstpointer  data);

/* With an open store, and without. */
void           store_test_add          (const char       *path,
                                        StoreTestFunction function);
void           store_test_add_closed   (const char       *path,
                                        StoreTestFunction function);

void           store_result_cb         (GObject       *source,
                                        GAsyncResult  *result,
                                        gpointer       user_data);
GAsyncResult  *store_wait              (GAsyncResult **result);
void           store_wait_for_length   (GPtrArray     *array,
                                        guint          length);
#define store_await(call, ...) \
  G_GNUC_EXTENSION ({ \
    GAsyncResult *await_result = NULL; \
    call (__VA_ARGS__, NULL, store_result_cb, &await_result); \
    store_wait (&await_result); \
  })

gboolean       store_try_open          (HallStore     *store,
                                        const char    *path,
                                        gboolean       read_only,
                                        GError       **error);
HallStore     *store_open              (const char    *path,
                                        gboolean       read_only);
/* Without a thread: what is asked waits for hall_store_run (). */
void           store_open_manually     (StoreTest     *test);
void           store_close             (HallStore     *store);
void           store_reopen            (StoreTest     *test);
GPtrArray     *store_try_add           (HallStore     *store,
                                        GPtrArray     *events,
                                        guint          acknowledged,
                                        GError       **error);
GPtrArray     *store_add               (HallStore     *store,
                                        GPtrArray     *events,
                                        guint          acknowledged);
void           store_add_one           (HallStore     *store,
                                        HallEvent     *event,
                                        guint          acknowledged);
void           store_commit_outbox     (HallStore     *store,
                                        HallEvent     *event);
GPtrArray     *store_list              (HallStore     *store,
                                        gboolean       before,
                                        const char    *room,
                                        gint64         lc,
                                        const char    *id,
                                        guint          limit,
                                        GArray       **acknowledged);
GPtrArray     *store_list_rooms        (HallStore     *store,
                                        const char    *own_id);
GPtrArray     *store_list_outbox       (HallStore     *store,
                                        const char    *room);
void           store_save_room         (HallStore     *store,
                                        HallStoredRoom *room);

void           store_save_person       (HallStore     *store,
                                        HallStoredPerson *person);
void           store_set_hidden        (HallStore     *store,
                                        const char    *id,
                                        HallHidden     reason,
                                        gboolean       hidden);

/* Any kind, without a token. */
HallEvent     *event_of                (HallKey       *key,
                                        const char    *room,
                                        gint64         lc,
                                        const HallEventBody *body);
/* One that deletes @target. */
HallEvent     *event_delete            (HallKey       *key,
                                        const char    *room,
                                        gint64         lc,
                                        const char    *target);
HallEvent     *event_text              (HallKey       *key,
                                        const char    *room,
                                        gint64         lc,
                                        const char    *text);
GPtrArray     *event_array             (void);
/* Same ids, same order. */
void           assert_events           (GPtrArray     *events,
                                        GPtrArray     *expected);
/* The file by itself, by another connection. */
void           assert_integrity        (const char    *path);
/* What @sql, which asks for one number, is answered by another connection. */
gint64         store_query             (const char    *path,
                                        const char    *sql);

G_END_DECLS
