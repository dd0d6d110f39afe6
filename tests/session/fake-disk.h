/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-disk.h: the disk of one FakeMachine: a PowerVfs that also knows how a process dies.
 */

#pragma once

#include "power-vfs.h"

G_BEGIN_DECLS

PowerVfs *fake_disk_new  (void);
/* The process is gone and the kernel is not: everything that was written is there, synced or not,
 * but who has a file open can do nothing more with it, and holds no lock. */
void      fake_disk_kill (PowerVfs *disk);

G_END_DECLS
