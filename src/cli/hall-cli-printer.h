/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-printer.h: what happens, as JSON objects or as lines for people.
 *
 * One function for each event of the program's interface; which of them a command prints is the
 * command's matter.
 */

#pragma once

#include "hall-cli-output.h"
#include "hall-diagnosis.h"
#include "hall-session-news.h"

G_BEGIN_DECLS

#define HALL_TYPE_CLI_PRINTER (hall_cli_printer_get_type ())
G_DECLARE_FINAL_TYPE (HallCliPrinter, hall_cli_printer, HALL, CLI_PRINTER, GObject)

HallCliPrinter *hall_cli_printer_new         (HallCliOutput    *output,
                                              gboolean          json);
HallCliOutput  *hall_cli_printer_get_output  (HallCliPrinter   *self);
gboolean        hall_cli_printer_get_json    (HallCliPrinter   *self);

void            hall_cli_printer_person      (HallCliPrinter   *self,
                                              HallPerson       *person);
void            hall_cli_printer_person_gone (HallCliPrinter   *self,
                                              const char       *id);
void            hall_cli_printer_room        (HallCliPrinter   *self,
                                              HallRoom         *room);
void            hall_cli_printer_room_gone   (HallCliPrinter   *self,
                                              const char       *id);

void            hall_cli_printer_joined      (HallCliPrinter   *self,
                                              HallRoom         *room);
void            hall_cli_printer_left        (HallCliPrinter   *self,
                                              HallRoom         *room);
void            hall_cli_printer_member      (HallCliPrinter   *self,
                                              HallRoom         *room,
                                              HallPerson       *person);
void            hall_cli_printer_member_gone (HallCliPrinter   *self,
                                              HallRoom         *room,
                                              HallPerson       *person);
/* @changed: somebody else did before. */
void            hall_cli_printer_host        (HallCliPrinter   *self,
                                              HallRoom         *room,
                                              HallPerson       *person,
                                              gboolean          changed);
void            hall_cli_printer_connection  (HallCliPrinter   *self,
                                              HallRoom         *room,
                                              HallConnection    connection);
void            hall_cli_printer_queued      (HallCliPrinter   *self,
                                              HallRoom         *room,
                                              HallMessage      *message);
/* The same, a line for people, too. */
void            hall_cli_printer_waiting     (HallCliPrinter   *self,
                                              HallRoom         *room,
                                              HallMessage      *message);
/* Rows that are no texts are lines for people only. @with_date: for what may be long ago. */
void            hall_cli_printer_message     (HallCliPrinter   *self,
                                              HallRoom         *room,
                                              HallMessage      *message,
                                              gboolean          with_date);
void            hall_cli_printer_state       (HallCliPrinter   *self,
                                              HallRoom         *room,
                                              const char       *event_id,
                                              HallMessageState  state);
/* Edits, reactions, pins and deletions. */
void            hall_cli_printer_news        (HallCliPrinter   *self,
                                              HallRoom         *room,
                                              const HallNews   *news);
/* What a search has found. */
void            hall_cli_printer_found       (HallCliPrinter   *self,
                                              HallRoom         *room,
                                              HallMessage      *message);
/* @safety_number: with single spaces. */
void            hall_cli_printer_trust       (HallCliPrinter   *self,
                                              HallPerson       *person,
                                              const char       *safety_number);
void            hall_cli_printer_status      (HallCliPrinter   *self,
                                              HallPresence      presence,
                                              const char       *text);
/* @deed: "kick", "ban" or "unban". */
void            hall_cli_printer_moderated   (HallCliPrinter   *self,
                                              HallRoom         *room,
                                              HallPerson       *person,
                                              const char       *deed);
void            hall_cli_printer_forgotten   (HallCliPrinter   *self,
                                              HallRoom         *room);
void            hall_cli_printer_reopens     (HallCliPrinter   *self,
                                              HallRoom         *room,
                                              gboolean          reopens);
/* @names: (array zero-terminated=1), with as many @values. */
void            hall_cli_printer_counters    (HallCliPrinter    *self,
                                              const char *const *names,
                                              const guint64     *values);
/* All findings, and then what they come to. */
void            hall_cli_printer_diagnosis   (HallCliPrinter   *self,
                                              HallDiagnosis    *diagnosis);
/* On standard error for people, and as an object too if objects are printed. */
void            hall_cli_printer_error       (HallCliPrinter   *self,
                                              const char       *code,
                                              const char       *text);
/* The code is a word for the error's domain and code. */
void            hall_cli_printer_gerror      (HallCliPrinter   *self,
                                              const GError     *error);

/* "stranger", "contact" or "verified". */
const char     *hall_cli_get_trust_word      (HallTrust         trust);
/* "available", "away", "busy", "invisible" or "offline"; "open", "passphrase" or "invited"; "live",
 * "dialling", "taking-over", "waiting" or "nobody". */
const char     *hall_cli_get_presence_word   (HallPresence      presence);
const char     *hall_cli_get_lock_word       (HallLock          lock);
const char     *hall_cli_get_connection_word (HallConnection    connection);

G_END_DECLS
