/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-private.h: what the files of HallSession share, and the seams for tests and benches.
 *
 * hall-session.c holds the object, -start.c and -stop.c its beginning and end, -sleep.c what may
 * come between, -network.c what the sockets bring, -rooms.c creating and joining, -leave.c leaving,
 * -history.c reading.
 */

#pragma once

#include "hall-conversation.h"
#include "hall-discovery.h"
#include "hall-door.h"
#include "hall-idle.h"
#include "hall-network.h"
#include "hall-pictures.h"
#include "hall-probe.h"
#include "hall-roll.h"
#include "hall-sleep.h"
#include "hall-tally.h"
#include "hall-trust.h"

#include "hall-session.h"
#include "hall-session-invite.h"
#include "hall-session-people.h"

G_BEGIN_DECLS

/* The counter of starts, see HallDatagram. */
#define HALL_SESSION_BOOT_KEY "boot"
/* What we went by last, which a setting that was overridden does not tell. */
#define HALL_SESSION_NAME_KEY "name"

typedef struct _HallExamination HallExamination;
typedef struct _HallLeave HallLeave;
typedef struct _HallRetention HallRetention;
typedef struct _HallSettling HallSettling;
typedef struct _HallStop HallStop;
typedef struct _HallTypedAddresses HallTypedAddresses;
typedef struct _HallManualAddresses HallManualAddresses;

typedef enum
{
  HALL_AWAKE,
  HALL_FALLING_ASLEEP,
  HALL_ASLEEP,
} HallSleepState;

struct _HallSession
{
  GObject parent_instance;

  HallProfile *profile;
  HallSettings *settings;
  HallSessionMode mode;
  HallContext *context;
  GError *identity_error;      /* (nullable): told at the start */
  HallNetwork *network;        /* NULL until started, as the next ones */
  HallDiscovery *discovery;
  HallAnnouncer *announcer;    /* (nullable): its, where it speaks */
  HallDoor *door;
  HallRoll *roll;
  HallTally *tally;
  GHashTable *conversations;   /* room's id → HallConversation */
  GHashTable *former;          /* room's id → HallStoredRoom: left, with history */
  GPtrArray *probes;           /* (element-type HallProbe) */
  GHashTable *standing;        /* room's id → its first HallEvent */
  GPtrArray *openings;         /* of standing rooms that somebody waits for */
  gint64 standing_from_us;     /* 0: they are not listed yet */
  HallTimer *resume_timer;
  gint64 resume_due;           /* monotonic µs: when that timer is to fire */
  gint64 suspended;
  char *network_problem;
  char *store_problem;
  gboolean store_open;
  gboolean started;
  gboolean running;
  gboolean stopped;
  gboolean only_loopback;
  gboolean any_tcp_port;
  guint16 told_tcp_port;       /* to the hosts of our rooms, since the last change */

  GHashTable *leaves;          /* room's id → HallLeave: being left */
  guint undo_ms;
  HallSettling *settling;      /* NULL unless it is under way */
  HallStop *stop;              /* the same */
  HallSleepState sleep_state;
  HallSleepWatch *sleep_watch; /* NULL: nobody tells us */
  HallTimer *sleep_timer;
  GPtrArray *sleepers;         /* (element-type GTask): told when we are asleep */
  gboolean watches_sleep;
  gboolean wake_wanted;

  /* People: hall-session-presence.c, -people.c and -identity.c */
  HallTrustBook *trust;        /* NULL until started */
  HallPictures *pictures;      /* NULL until started */
  HallIdleWatch *idle_watch;   /* NULL: nobody tells us */
  gboolean watches_idle;
  gboolean idle_by_window;
  gboolean vanishing;          /* invisible, but rooms are being handed over */
  guint n_vanishing;
  GBytes *own_picture;         /* (nullable) */
  char *own_picture_digest;    /* (nullable) */
  guint64 boot;                /* of the announcer, once started */
  gint64 echoed_at;            /* monotonic µs: another computer used our identity; 0: never */
  gboolean elsewhere;          /* and goes on doing so */
  char *machine;               /* (nullable) which computer this is */
  gboolean replaced;           /* the profile is somebody else's from the next start on */
  gboolean was_copied;
  gboolean moved;              /* it was said so */
  gboolean offline;            /* started, but nothing is opened before a question is answered */

  /* What is wrong with the network: hall-session-diagnosis.c */
  HallExamination *examination;        /* NULL until somebody looks */
  HallTypedAddresses *typed_addresses; /* NULL until they are needed */
  HallManualAddresses *manual_addresses; /* NULL until we may speak */

  HallRetention *retention;    /* NULL unless it runs: hall-session-retention.c */

  /* Links and invitations: hall-session-rights-links.c */
  GHashTable *hints;           /* room's id → where its host may be */
  guint64 n_hints;             /* that there ever were */
  GHashTable *inviters;        /* person's id → when it was told that this stranger invites us */

  /* Private conversations: hall-session-direct.c */
  GListStore *directs;         /* (element-type HallRoom) those with something in them, sorted */
};

/* To be called before the start. */
void              hall_session_set_any_tcp_port   (HallSession     *self,
                                                   gboolean         any_tcp_port);
void              hall_session_set_clock          (HallSession     *self,
                                                   HallClock       *clock);
/* Takes the place of the machine's network: for tests. */
void              hall_session_set_transport      (HallSession     *self,
                                                   HallTransport   *transport);
/* Events per second; 0: no limit. */
void              hall_session_set_rates          (HallSession     *self,
                                                   guint            member,
                                                   guint            room);
/* Instead of HALL_SESSION_UNDO_MS. */
void              hall_session_set_undo_ms        (HallSession     *self,
                                                   guint            undo_ms);
/* Also on the loopback interface: logind is asked. */
void              hall_session_set_watches_sleep  (HallSession     *self,
                                                   gboolean         watches_sleep);
/* As if the process died: sockets and links are cut, nothing is said. For tests. */
void              hall_session_abort              (HallSession     *self);
HallContext      *hall_session_get_context        (HallSession     *self);
HallNetwork      *hall_session_get_network        (HallSession     *self);
HallConversation *hall_session_get_conversation   (HallSession     *self,
                                                   HallRoom        *room);

void              hall_session_set_network_problem (HallSession    *self,
                                                   const char      *sentence);
void              hall_session_set_running        (HallSession     *self,
                                                   gboolean         running);
void              hall_session_save_name          (HallSession     *self);
HallConversation *hall_session_add_conversation   (HallSession     *self,
                                                   HallStoredRoom  *stored);
void              hall_session_remove_conversation (HallSession    *self,
                                                   HallConversation *conversation);
/* Whatever may begin once network and name are there. */
void              hall_session_begin              (HallSession     *self);

void              hall_session_open_network       (HallSession     *self,
                                                   guint64          boot);
void              hall_session_close_network      (HallSession     *self);
void              hall_session_clear_probes       (HallSession     *self);
HallConversation *hall_session_ensure_conversation (HallSession    *self,
                                                   const char      *room_id);
void              hall_session_join_here          (HallSession     *self,
                                                   HallRoom        *room,
                                                   GTask           *task);

/* hall-session-standing.c */
void              hall_session_init_standing      (HallSession     *self);
void              hall_session_finalize_standing  (HallSession     *self);
void              hall_session_clear_openings     (HallSession     *self);
void              hall_session_list_standing_rooms (HallSession    *self);
gboolean          hall_session_open_standing      (HallSession     *self,
                                                   HallRoom        *room,
                                                   GTask           *task);
gboolean          hall_session_host_standing      (HallSession     *self,
                                                   HallRoom        *room,
                                                   GTask           *task);

/* hall-session-retention.c */
void              hall_session_start_retention    (HallSession     *self);
void              hall_session_clear_retention    (HallSession     *self);

/* hall-session-leave.c */
void              hall_session_init_leaves        (HallSession     *self);
void              hall_session_leave_at_once      (HallSession     *self,
                                                   HallConversation *conversation,
                                                   GTask           *task);
GPtrArray        *hall_session_list_leaving       (HallSession     *self);
void              hall_session_finish_leaves      (HallSession     *self);

/* hall-session-direct.c: a ready link that somebody dialled for a private conversation; blocked
 * people's don't come here. */
void              hall_session_take_direct_link   (HallSession     *self,
                                                   HallLink        *link);
/* The link of the private conversation with that person, if one is ready. (transfer none)
 * (nullable) */
HallLink         *hall_session_find_direct_link   (HallSession     *self,
                                                   const char      *person_id);
/* A private conversation was added, is not used any more. */
void              hall_session_follow_direct      (HallSession     *self,
                                                   HallConversation *conversation);
void              hall_session_drop_direct        (HallSession     *self,
                                                   HallConversation *conversation);
/* FALSE: it is not one of this identity. */
gboolean          hall_session_restore_direct     (HallSession     *self,
                                                   HallStoredRoom  *stored);
/* UNSURE or REFUSED: to whom nothing is to be sent now. */
gboolean          hall_session_may_write          (HallSession     *self,
                                                   HallRoom        *room,
                                                   GError         **error);

/* hall-session-rights.c: NULL with @error set: not a room that we are in. */
HallConversation *hall_session_find_joined        (HallSession     *self,
                                                   HallRoom        *room,
                                                   GError         **error);
/* hall-session-rights.c */
void          hall_session_note_welcome (HallSession *self,
                                         HallRoom    *room);

/* hall-session-rooms.c: FALSE with @task finished: nothing can be hosted now. */
gboolean          hall_session_may_host           (HallSession     *self,
                                                   GTask           *task);
/* hall-session-rights-lock.c: (transfer full) (nullable): with @error */
char             *hall_session_clean_passphrase   (const char      *passphrase,
                                                   GError         **error);
void              hall_session_make_salt          (guint8           salt[16]);
/* hall-session-rights-links.c */
void              hall_session_init_hints         (HallSession     *self);
void              hall_session_pass_hint          (HallSession     *self,
                                                   HallConversation *conversation);

/* hall-session-forget.c: @task: (transfer full), of the session */
void              hall_session_forget_stored      (HallSession     *self,
                                                   const char      *room_id,
                                                   GTask           *task);
/* @task: (transfer full) (nullable) */
void              hall_session_forget_direct      (HallSession     *self,
                                                   HallRoom        *room,
                                                   GTask           *task);

/* hall-session-diagnosis.c: dials what was typed; done before, it does nothing. */
void              hall_session_dial_typed         (HallSession     *self);
void              hall_session_refresh_typed      (HallSession     *self);
void              hall_session_close_typed        (HallSession     *self);
void              hall_session_clear_diagnosis    (HallSession     *self);

/* hall-session-name.c */
void              hall_session_init_name          (HallSession     *self);

/* hall-session-people.c */
void              hall_session_init_people        (HallSession     *self);
void              hall_session_start_people       (HallSession     *self);
void              hall_session_clear_people       (HallSession     *self);
void              hall_session_drop_people        (HallSession     *self);
void              hall_session_note_hello         (HallSession     *self,
                                                   HallDatagram    *hello);

/* hall-session-picture.c */
void              hall_session_load_picture       (HallSession     *self);

/* hall-session-presence.c */
void              hall_session_init_presence      (HallSession     *self);
void              hall_session_begin_presence     (HallSession     *self);
void              hall_session_show_presence      (HallSession     *self);
/* Where we can be dialled has changed. */
void              hall_session_tell_reach         (HallSession     *self);
void              hall_session_watch_idle         (HallSession     *self);
void              hall_session_clear_idle         (HallSession     *self);
void              hall_session_apply_silence      (HallSession     *self);
void              hall_session_begin_to_speak     (HallSession     *self);
void              hall_session_fall_silent        (HallSession     *self);
void              hall_session_speak_again        (HallSession     *self);
/* Also on the loopback interface: the desktop is asked. For tests. */
void              hall_session_set_watches_idle   (HallSession     *self,
                                                   gboolean         watches_idle);

/* hall-session-identity.c */
void              hall_session_check_machine      (HallSession     *self);
GError           *hall_session_make_copied_error  (void);
void              hall_session_take_echo          (HallSession     *self,
                                                   HallDatagram    *datagram);
/* To be called before the start: as if this were that computer. For tests. */
void              hall_session_set_machine        (HallSession     *self,
                                                   const char      *hash);

/* hall-session-sleep.c */
void              hall_session_init_sleep         (HallSession     *self);
void              hall_session_watch_sleep        (HallSession     *self);
void              hall_session_clear_sleep        (HallSession     *self);
void              hall_session_note_slept         (HallSession     *self);
void              hall_session_settle_async       (HallSession     *self,
                                                   GAsyncReadyCallback callback,
                                                   gpointer         user_data);
gboolean          hall_session_settle_finish      (HallSession     *self,
                                                   GAsyncResult    *result,
                                                   GError         **error);

G_END_DECLS
