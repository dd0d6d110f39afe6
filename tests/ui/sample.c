/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* sample.c: a lively network out of nothing, to look at the window with.
 *
 * People of every presence, rooms of every kind, two days of talk. Names and texts are such as
 * break a layout: long ones, and in two scripts.
 */

#define G_LOG_DOMAIN "sample"

#include "config.h"

#include "hall-limits.h"

#include "sample.h"

#define MINUTE (60 * 1000LL)
#define N_PEOPLE 5
#define N_ROOMS 4

typedef struct
{
  const char *people[N_PEOPLE];
  const char *rooms[N_ROOMS];
  const char *topic;
  const char *status;
  const char *lines[12];
} Words;

static const Words english = {
  { "Mina Kim", "Jin Park", "Sora Lee", "Tae Oh", "Bartholomew Featherstonehaugh-Wellington" },
  { "design review", "lunch", "releases", "a room with quite a long name for a narrow sidebar" },
  "What we draw, and why. Fridays at ten.",
  "In a meeting until three",
  {
    "Good morning! The new sidebar is in the build from last night.",
    "Could everybody have a look before the meeting?",
    "Looks good. The headings could be a little quieter, I think: they shout at me.",
    "Here is what other programs do: https://developer.gnome.org/hig/patterns/nav/sidebars.html",
    "Agreed, quieter.",
    "I measured the narrow layout too. Below 560 pixels it folds, and the back button appears "
    "where people look for it. On the phone that I tried it with everything could be reached with "
    "one thumb, the composer included.",
    "Nice :)",
    "The build is green again",
    "Great. I'll tag it.",
    "1. tag\n2. build the packages\n3. tell everybody",
    "And then lunch?",
    "Lunch is a good idea",
  },
};

static const Words korean_words = {
  { "김미나", "박진", "이소라", "오태", "남궁선우바다하늘" },
  { "디자인 검토", "점심", "배포", "좁은 사이드바에는 꽤 긴 이름을 가진 대화방" },
  "무엇을 왜 그리는지 이야기합니다. 금요일 열 시.",
  "세 시까지 회의 중",
  {
    "좋은 아침입니다! 어젯밤 빌드에 새 사이드바가 들어갔어요.",
    "회의 전에 다들 한번 봐 주시겠어요?",
    "좋아 보여요. 제목이 조금만 더 조용하면 좋겠어요. 너무 눈에 띄네요.",
    "다른 프로그램은 이렇게 합니다: https://developer.gnome.org/hig/patterns/nav/sidebars.html",
    "동의해요. 더 조용하게.",
    "좁은 화면도 재 봤습니다. 560픽셀 아래에서는 한쪽만 보이고, 사람들이 찾는 자리에 뒤로 "
    "단추가 나타납니다. 전화기에서 엄지손가락 하나로 모두 누를 수 있었어요.",
    "좋네요",
    "빌드가 다시 초록색입니다",
    "좋아요. 태그를 붙일게요.",
    "1. 태그\n2. 꾸러미 만들기\n3. 모두에게 알리기",
    "그리고 점심?",
    "점심 좋지요",
  },
};

static void
talk (HallSession  *session,
      HallRoom     *room,
      HallPerson  **people,
      const Words  *words)
{
  static const struct {
    guint author; /* 0 is oneself */
    gint64 minutes_ago;
  } order[] = {
    { 1, 1500 }, { 1, 1499 }, { 2, 1490 }, { 3, 1488 }, { 0, 1487 }, { 0, 1480 },
    { 3, 1478 }, { 1, 62 }, { 2, 60 }, { 0, 41 }, { 4, 3 }, { 4, 2 },
  };
  gint64 now = g_get_real_time () / 1000;

  fake_session_tell (session, room, people[1], HALL_STATE_JOINED,
                     hall_person_get_name (people[1]), now - 1600 * MINUTE);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      HallPerson *author = order[i].author == 0 ? hall_session_get_self (session)
                                                : people[order[i].author - 1];

      if (i == 8)
        fake_session_tell (session, room, people[3], HALL_STATE_JOINED,
                           hall_person_get_name (people[3]), now - 61 * MINUTE);
      fake_session_say (session, room, author, words->lines[i], now - order[i].minutes_ago * MINUTE,
                        FALSE);
    }
}

HallRoom *
sample_fill (HallSession *session,
             gboolean     korean)
{
  static const HallPresence presences[N_PEOPLE] = {
    HALL_PRESENCE_AVAILABLE, HALL_PRESENCE_AVAILABLE, HALL_PRESENCE_AWAY, HALL_PRESENCE_OFFLINE,
    HALL_PRESENCE_BUSY,
  };
  const Words *words = korean ? &korean_words : &english;
  gint64 now = g_get_real_time () / 1000;
  HallPerson *people[N_PEOPLE];
  HallRoom *rooms[N_ROOMS];

  for (guint i = 0; i < N_PEOPLE; i++)
    people[i] = fake_session_add_person (session, words->people[i], presences[i]);
  hall_person_set_status_text (people[1], words->status);
  hall_person_add_address (people[1], "10.77.0.3");
  for (guint i = 0; i < N_ROOMS; i++)
    rooms[i] = fake_session_add_room (session, words->rooms[i], people[i % 3]);

  hall_room_set_topic (rooms[0], words->topic);
  fake_session_enter_room (session, rooms[0], HALL_MEMBERSHIP_LIVE);
  for (guint i = 0; i < N_PEOPLE; i++)
    hall_room_add_member (rooms[0], people[i]);
  talk (session, rooms[0], people, words);

  fake_session_enter_room (session, rooms[1], HALL_MEMBERSHIP_WAITING);
  fake_session_say (session, rooms[1], people[1], words->lines[10], now - 5 * MINUTE, FALSE);
  fake_session_say (session, rooms[1], people[1], words->lines[11], now - 4 * MINUTE, TRUE);
  hall_room_set_announced_members (rooms[2], 12);
  hall_room_set_topic (rooms[2], words->topic);
  hall_room_set_lock (rooms[3], HALL_LOCK_PASSPHRASE);
  hall_room_set_announced_members (rooms[3], 4);
  return rooms[0];
}
