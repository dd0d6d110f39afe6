/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-ui.h: where the window's resources are.
 */

#pragma once

/* Base of the templates, icons and styles in hall.gresource.xml. */
#define HALL_UI_BASE "/hallway/ui"

/* The resource path of a template, for gtk_widget_class_set_template_from_resource (). */
#define HALL_UI_TEMPLATE(name) HALL_UI_BASE "/" name ".ui"
