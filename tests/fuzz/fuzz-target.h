/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fuzz-target.h: the one function of a fuzz target, and where a target aborts.
 *
 * g_assert () works in both worlds: it is a crash for libFuzzer and a failure for the driver.
 */

#pragma once

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);
