// SPDX-License-Identifier: MIT
// What leaves the window: pictures and palettes.
#include "ui/window/main_window.h"

#include "core/base/path_text.h"
#include "core/palette/palette_file.h"
#include "ui/bars/message_bar.h"
#include "ui/bars/task_bar.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/view/tile_view.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>

namespace tessera {

namespace {

QString folderOf(const VolumeLocation& location)
{
    return QString::fromStdString(toUtf8(location.path.parent_path()));
}

} // namespace

void MainWindow::connectExporter()
{
    connect(m_exporter, &PictureExporter::started, this,
        [this](const QString& name) { m_task->start(tr("Exporting %1").arg(name)); });
    connect(m_exporter, &PictureExporter::progressed, m_task, &TaskBar::setFraction);
    connect(m_task, &TaskBar::cancelRequested, m_exporter, &PictureExporter::cancel);
    connect(m_exporter, &PictureExporter::finished, this, [this](const QString& path) {
        m_task->finish();
        m_messages->showNotice(tr("The picture was saved as \"%1\".").arg(path));
    });
    connect(m_exporter, &PictureExporter::failed, this, [this](const Error& error) {
        m_task->finish();
        if (error.code == ErrorCode::Cancelled)
            m_messages->showNotice(tr("The export was cancelled; no file was written."));
        else
            m_messages->showError(
                QString::fromStdString(error.message), QString::fromStdString(error.subject));
    });
}

void MainWindow::askForExport()
{
    auto* dialog = new ExportDialog(m_view->pictureSize(), m_document->info().plane, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::exportRequested, this, &MainWindow::exportTo);
    dialog->open();
}

void MainWindow::exportTo(ExportExtent extent)
{
    const bool wholePlane = extent == ExportExtent::WholePlane;
    const QString filter =
        wholePlane ? tr("PNG picture (*.png);;NumPy array (*.npy)") : tr("PNG picture (*.png)");
    auto* dialog =
        new QFileDialog(this, tr("Export picture"), folderOf(m_document->location()), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("png"));
    dialog->selectFile(QString::fromStdString(toUtf8(m_document->location().path.stem()))
        + QStringLiteral(".png"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, wholePlane](const QString& file) {
        const auto target = fromUtf8(file.toStdString());
        if (wholePlane)
            m_exporter->exportPlane(m_document->session().volume(),
                m_document->session().reading().plane, colourTable(m_document->look()), target);
        else
            m_exporter->exportPicture(m_view->picture(), target);
    });
    dialog->open();
}

void MainWindow::copyView()
{
    QGuiApplication::clipboard()->setImage(m_view->picture());
    m_messages->showNotice(tr("The view is on the clipboard."));
}

void MainWindow::savePaletteAs()
{
    const QString file = QFileDialog::getSaveFileName(this, tr("Save palette"),
        folderOf(m_document->location()) + QStringLiteral("/palette.json"), tr("Palette (*.json)"));
    if (file.isEmpty())
        return;
    const QPointer<MainWindow> self(this);
    m_engine.pool().post([self, look = m_document->look(), path = fromUtf8(file.toStdString()),
                             inbox = m_bridge->inbox()](WorkerContext&) {
        inbox->post([self, saved = savePalette(look, path)] {
            if (self && !saved)
                self->m_messages->showError(QString::fromStdString(saved.error().message));
        });
    });
}

void MainWindow::loadPaletteFrom()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Load palette"),
        folderOf(m_document->location()), tr("Palette (*.json);;All files (*)"));
    if (file.isEmpty())
        return;
    const QPointer<MainWindow> self(this);
    m_engine.pool().post([self, path = fromUtf8(file.toStdString()), inbox = m_bridge->inbox()](
                             WorkerContext&) {
        inbox->post([self, palette = loadPalette(path)] {
            if (self && palette && self->m_document)
                self->m_document->editLook(withPalette(self->m_document->look(), *palette), false);
            else if (self && !palette)
                self->m_messages->showError(QString::fromStdString(palette.error().message));
        });
    });
}

} // namespace tessera
