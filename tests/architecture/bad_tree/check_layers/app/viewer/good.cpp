// SPDX-License-Identifier: MIT
#include "good.moc"
#include "ui/window/main_window.h"
#include <QApplication>
