/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-rights.h: the part of hall-conversation-private.h that is about rights and
 * locks; included by it, and by nothing else.
 */

#pragma once

G_BEGIN_DECLS

/* hall-conversation-rights.c */
void     hall_conversation_init_rights     (HallConversation *self);
void     hall_conversation_clear_rights    (HallConversation *self);
/* Whether its author had a right to it. */
gboolean hall_conversation_permits         (HallConversation *self,
                                            HallEvent        *event);
void     hall_conversation_check_rights    (HallConversation *self);
void     hall_conversation_show_room       (HallConversation *self);
/* As it is announced. */
const char *hall_conversation_get_lock_word (HallConversation *self);
const char *hall_conversation_describe_out (gboolean          banned);
gboolean hall_conversation_judge_live      (HallEvent        *event,
                                            gpointer          user_data);
void     hall_conversation_note_gone       (HallConversation *self,
                                            const char       *member_id);

/* hall-conversation-rights-own.c */
void     hall_conversation_init_own        (HallConversation *self);
void     hall_conversation_clear_own       (HallConversation *self);
void     hall_conversation_take_refusal    (HallConversation *self,
                                            const char       *code);
/* Soon: we are not in this room any more, and do not come back by ourselves. @banned_until: lc, 0
 * for somebody who was only removed. */
void     hall_conversation_put_out         (HallConversation *self,
                                            gint64            banned_until);
void     hall_conversation_stay_out        (HallConversation *self);
void     hall_conversation_show_own        (HallConversation *self);
void     hall_conversation_check_own       (HallConversation *self);
void     hall_conversation_await_ban_end   (HallConversation *self);

/* hall-conversation-rights-reasons.c */
void     hall_conversation_give_reasons    (HallConversation *self,
                                            HallLink         *link,
                                            HallPacket       *join);
void     hall_conversation_give_member_reasons (HallConversation *self,
                                            const char       *id);
void     hall_conversation_take_reasons    (HallConversation *self,
                                            HallPacket       *packet,
                                            const char       *peer_id);
gboolean hall_conversation_take_reason     (HallConversation *self,
                                            HallEvent        *event);

/* hall-conversation-lock.c */
void     hall_conversation_init_lock       (HallConversation *self);
void     hall_conversation_clear_lock      (HallConversation *self);
gboolean hall_conversation_refuse_banned   (HallConversation *self,
                                            HallLink         *link,
                                            HallPacket       *join);
gboolean hall_conversation_may_enter       (HallConversation *self,
                                            HallLink         *link,
                                            HallPacket       *join);
gboolean hall_conversation_can_prove       (HallConversation *self);
HallProof *hall_conversation_make_proof    (HallConversation *self);
gboolean hall_conversation_let_in          (HallConversation *self,
                                            HallLink         *link,
                                            HallPacket       *join);
void     hall_conversation_note_unlocked   (HallConversation *self);
void     hall_conversation_prove_next      (HallConversation *self);
gboolean hall_conversation_may_follow      (HallConversation *self,
                                            const char       *id);
gboolean hall_conversation_doubts_host     (HallConversation *self);

/* hall-conversation-lock-proofs.c */
void     hall_conversation_init_proofs     (HallConversation *self);
void     hall_conversation_clear_proofs    (HallConversation *self);
void     hall_conversation_end_proofs      (HallConversation *self);
void     hall_conversation_ask_for_proof   (HallConversation *self,
                                            HallLink         *link,
                                            HallPacket       *join);
void     hall_conversation_refuse_locked   (HallConversation *self,
                                            HallLink         *link);

/* hall-conversation-rights-shown.c */
void     hall_conversation_note_loaded     (HallConversation *self);
void     hall_conversation_check_shown     (HallConversation *self);
void     hall_conversation_withhold        (HallConversation *self,
                                            HallEvent        *event);
void     hall_conversation_hide            (HallConversation *self,
                                            const char *const *ids,
                                            HallHidden        reason,
                                            gboolean          hidden);

/* hall-conversation-rights-rows.c */
void     hall_conversation_init_rows       (HallConversation *self);
void     hall_conversation_clear_rows      (HallConversation *self);
void     hall_conversation_change_rows     (HallConversation *self,
                                            char            **ids,
                                            gboolean          hidden);

/* hall-conversation-rights-deletes.c */
void     hall_conversation_init_deletions  (HallConversation *self);
void     hall_conversation_clear_deletions (HallConversation *self);
void     hall_conversation_load_deletions  (HallConversation *self);
void     hall_conversation_take_delete     (HallConversation *self,
                                            HallEvent        *event);
gboolean hall_conversation_has_deleted     (HallConversation *self,
                                            const char       *event_id);
gboolean hall_conversation_meets_deletion  (HallConversation *self,
                                            HallEvent        *event);
void     hall_conversation_check_deletions (HallConversation *self);

/* hall-conversation-round-company.c */
void     hall_conversation_add_company     (HallConversation *self,
                                            HallRoute        *route);
void     hall_conversation_add_hint        (HallConversation *self,
                                            HallRoute        *route);

G_END_DECLS
