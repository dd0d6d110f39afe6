/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-census.h: who belongs to a room and who may do what there, folded from its control events.
 *
 * Owned by a HallConversation, which gives it every control event once, in any order. The answer
 * depends on the set alone, so every member of a room has the same. It knows keys, not people: who
 * is here now is the roster's business.
 */

#pragma once

#include "hall-clock.h"
#include "hall-event.h"
#include "hall-store.h"

G_BEGIN_DECLS

typedef struct _HallCensus HallCensus;

/* At most that many at once. */
#define HALL_REASONS_MAX 16

HallCensus        *hall_census_new         (void);
void               hall_census_free        (HallCensus    *self);
/* Of a private conversation: two people, both in it for ever, everybody else never. */
HallCensus        *hall_census_new_direct  (const char    *id,
                                            const char    *other_id);
/* What time it is for bans that end. Without a clock it is that of the newest event. */
void               hall_census_set_clock   (HallCensus    *self,
                                            HallClock     *clock);
/* What is older was deleted by us, and does not come back; 0: nothing was. */
void               hall_census_set_own_from (HallCensus   *self,
                                            gint64         from);
gint64             hall_census_get_own_from (HallCensus   *self);
/* Anything but control events is ignored. */
void               hall_census_add         (HallCensus    *self,
                                            HallEvent     *event);
/* Joined with a right to it, and has not left since, nor been kicked or banned. The creator belongs
 * from the genesis on. */
gboolean           hall_census_contains    (HallCensus    *self,
                                            const char    *id);
/* lc of the first time the person joined; -1 while it is not known. */
gint64             hall_census_get_joined  (HallCensus    *self,
                                            const char    *id);
HallHistoryPolicy  hall_census_get_policy  (HallCensus    *self);
/* lc of the last time the person joined; 0: never. */
gint64             hall_census_get_rejoined (HallCensus   *self,
                                            const char    *id);
/* From which lc the person may have what was said: 0 with HALL_HISTORY_ALL and for the creator;
 * -1 while it has not joined. */
gint64             hall_census_get_from    (HallCensus    *self,
                                            const char    *id);
/* Those that it contains: (element-type utf8) (transfer container), owned by the census. */
GPtrArray         *hall_census_list        (HallCensus    *self);

/* Whether @event is one that its author had a right to at its place in the order: what is not
 * permitted is kept and synchronised, but never shown or relayed as new, and changes nothing. A
 * rights event that arrives late can change the answer for later events:
 * hall_census_take_changed () names the authors it may have changed for. A delete needs the target
 * or NULL if that is not held. */
gboolean           hall_census_permits     (HallCensus    *self,
                                            HallEvent     *event,
                                            HallEvent     *target);
/* Whether its author might say anything at its place, whatever kind of event it is. */
gboolean           hall_census_permits_speech (HallCensus  *self,
                                            HallEvent     *event);
/* Whether the person could say something now, at the end of the order. */
gboolean           hall_census_is_permitted_now (HallCensus *self,
                                            const char    *id);
/* (element-type utf8) (transfer full): since the last call; NULL: nobody. */
GPtrArray         *hall_census_take_changed (HallCensus   *self);
/* The same, of those alone for whom something at or before @lc may have changed; the others are
 * forgotten. */
GPtrArray         *hall_census_take_changed_before (HallCensus *self,
                                            gint64         lc);
/* Whether hall_census_take_judged () said so of a control event last. */
gboolean           hall_census_was_judged_unpermitted (HallCensus *self,
                                            HallEvent     *event);
/* Ids of control events whose answer has changed since the last call, new ones being taken as
 * permitted: (element-type utf8) (transfer full). Either is NULL if there are none. */
void               hall_census_take_judged (HallCensus    *self,
                                            GPtrArray    **unpermitted,
                                            GPtrArray    **permitted);
/* Whoever keeps these control events has noted them as not permitted: the next call of that tells
 * of those that are. */
void               hall_census_note_unpermitted (HallCensus *self,
                                            const char *const *ids);
/* Whether the person ever had a right to speak. */
gboolean           hall_census_ever_contained (HallCensus  *self,
                                            const char    *id);
/* Those who once belonged, and do not now, or were put out in between, or had no right
 * to join: (element-type utf8) (transfer container), owned by the census. */
GPtrArray         *hall_census_list_former (HallCensus    *self);
/* The lc after which @event has to stand to do what it is meant to, in ms; 0: anywhere. */
gint64             hall_census_get_floor   (HallCensus    *self,
                                            HallEvent     *event);
/* (element-type HallStoredSpan): when the person might speak, for hall_store_permit_async ().
 * (transfer full) */
GArray            *hall_census_list_spans  (HallCensus    *self,
                                            const char    *id);

/* All of it at the end of the order, that is now. */
HallEntry          hall_census_get_entry   (HallCensus    *self);
const char        *hall_census_get_creator (HallCensus    *self); /* (nullable) */
const char        *hall_census_get_name    (HallCensus    *self); /* (nullable) */
const char        *hall_census_get_topic   (HallCensus    *self); /* (nullable) */
gboolean           hall_census_get_closed  (HallCensus    *self);
gboolean           hall_census_get_moderators_invite (HallCensus *self);
/* (nullable): 22 and 43 characters */
const char        *hall_census_get_salt    (HallCensus    *self);
const char        *hall_census_get_secret  (HallCensus    *self);
/* May come in without a proof: admitted (or open to all), not banned; a room closed to newcomers
 * lets in only those who were in it. */
gboolean           hall_census_is_admitted (HallCensus    *self,
                                            const char    *id);
/* Whether the person was a member, and was not put out since; it may have left. */
gboolean           hall_census_is_insider  (HallCensus    *self,
                                            const char    *id);
/* Whether the person was put out, and has not come back since. */
gboolean           hall_census_is_out      (HallCensus    *self,
                                            const char    *id);
/* Why it was: (element-type HallEvent) (transfer container), owned by the census. */
gboolean           hall_census_has_joined   (HallCensus   *self,
                                             const char   *id);
char              *hall_census_make_token   (HallCensus   *self,
                                             const char   *id);
GPtrArray         *hall_census_list_reasons (HallCensus   *self,
                                            const char    *id);
/* Of what somebody says is why: (element-type HallEvent) (transfer full). */
GPtrArray         *hall_census_pick_reasons (HallCensus   *self,
                                            GPtrArray     *events,
                                            const char    *id);
gboolean           hall_census_is_banned   (HallCensus    *self,
                                            const char    *id);
/* lc at which the ban ends that holds now; 0: none does, G_MAXINT64: never. */
gint64             hall_census_get_banned_until (HallCensus *self,
                                            const char    *id);
/* lc at which the next ban ends by itself; G_MAXINT64: none does. */
gint64             hall_census_get_next_ban_end (HallCensus *self);
gboolean           hall_census_is_moderator (HallCensus   *self,
                                            const char    *id);
/* (element-type utf8) (transfer container) */
GPtrArray         *hall_census_list_moderators (HallCensus *self);
/* Whoever may rule, or might once; of a private conversation both. (element-type utf8)
 * (transfer container), owned by the census. */
GPtrArray         *hall_census_list_rulers (HallCensus    *self);
GPtrArray         *hall_census_list_banned (HallCensus    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCensus, hall_census_free)

G_END_DECLS
