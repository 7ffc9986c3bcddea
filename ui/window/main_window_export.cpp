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
#include <QMessageBox>
#include <QPushButton>

#include <utility>

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
        m_writeMarked = {};
        m_messages->showNotice(tr("The picture was saved as \"%1\".").arg(path));
    });
    connect(m_exporter, &PictureExporter::damageMet, this, [this](const Error& error) {
        m_task->finish();
        askAboutDamage(QString::fromStdString(error.message), std::exchange(m_writeMarked, {}));
    });
    connect(m_exporter, &PictureExporter::failed, this, [this](const Error& error) {
        m_task->finish();
        m_writeMarked = {};
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
            exportPlane(target);
        else
            exportView(target);
    });
    dialog->open();
}

// Asked once more where damage is met: it takes the place of the first try.
void MainWindow::exportPlane(const std::filesystem::path& target)
{
    const auto write = [this, target, volume = m_document->session().volume(),
                           plane = m_document->session().reading().plane,
                           colours = colourTable(m_document->look())](DamagePolicy policy) {
        m_exporter->exportPlane(volume, plane, colours, target, policy);
    };
    m_writeMarked = [write] { write(DamagePolicy::Mark); };
    write(DamagePolicy::Stop);
}

void MainWindow::exportView(const std::filesystem::path& target)
{
    const ViewContent::Damage damage = m_document->content().damage();
    const auto write = [this, target, picture = m_view->picture()] {
        m_exporter->exportPicture(picture, target);
    };
    if (damage.tiles == 0)
        write();
    else
        askAboutDamage(QString::fromStdString(damage.reason), write);
}

void MainWindow::askAboutDamage(const QString& reason, const std::function<void()>& write)
{
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Export picture"),
        tr("Some of the picture cannot be read."), QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("%1\n\nGrey stripes can mark what is lost.").arg(reason));
    auto* mark = box->addButton(tr("&Write with stripes"), QMessageBox::AcceptRole);
    connect(mark, &QPushButton::clicked, this, write);
    box->open();
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
