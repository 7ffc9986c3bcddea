// SPDX-License-Identifier: MIT
// How the open array is read: axes, scale, plane.
#include "ui/window/main_window.h"

#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "ui/bars/message_bar.h"
#include "ui/view/tile_view.h"
#include "ui/window/file_memory.h"
#include "ui/window/reading_controls.h"
#include "ui/window/reading_memory.h"

#include <QFileDialog>
#include <QSlider>

#include <fmt/format.h>
#include <utility>

namespace tessera {

void MainWindow::connectReading()
{
    connectColours();
    connectImage();
    connect(m_reading, &ReadingControls::readingWanted, this, &MainWindow::readAs);
    connect(m_bridge, &TileBridge::picturesArrived, m_reading, &ReadingControls::take);
    connect(m_rereader, &VolumeRereader::wasRead, this, &MainWindow::showReading);
    connect(m_rereader, &VolumeRereader::failed, this, [this](const Error& error) {
        m_messages->showError(
            QString::fromStdString(error.message), QString::fromStdString(error.subject));
        m_reading->showReading();
        Q_EMIT readingFailed(QString::fromStdString(error.message));
    });
}

void MainWindow::connectColours()
{
    connect(m_actions->forgetColours, &QAction::triggered, this, [this] {
        m_colours.forget();
        m_messages->showNotice(
            tr("The colours of class names are forgotten; those that are shown stay."));
    });
}

Look MainWindow::usualLook(const VolumeInfo& info) const
{
    return m_colours.applied(
        defaultLook(static_cast<std::size_t>(info.classes), info.classNames), info.classNames);
}

void MainWindow::connectImage()
{
    connect(m_actions->pickImage, &QAction::triggered, this, &MainWindow::askForImage);
    connect(m_actions->dropImage, &QAction::triggered, this, [this] {
        OpenedVolume volume = m_document->session().volume();
        tessera::dropImage(volume);
        takeImage(volume, {});
    });
    connect(m_rereader, &VolumeRereader::imageWasRead, this,
        [this](const VolumeLocation& image, const OpenedVolume& volume) {
            takeImage(volume, toText(image));
        });
}

void MainWindow::askForImage()
{
    const QString folder =
        QString::fromStdString(toUtf8(m_document->location().path.parent_path()));
    auto* dialog = new QFileDialog(this, tr("Choose the raw image"), folder,
        tr("Images (*.png *.jpg *.jpeg *.tif *.tiff *.npy *.h5 *.hdf5 *.hdf *.nx *.nxs *.nc "
           "*.mat);;"
           "All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openImage);
    dialog->open();
}

void MainWindow::openImage(const QString& location)
{
    if (m_document)
        m_rereader->readOver(m_document->session().volume(), parseLocation(location.toStdString()),
            m_opener->limits());
}

void MainWindow::takeImage(const OpenedVolume& volume, const std::string& choice)
{
    showReading(volume);
    m_imageChoice = choice;
}

void MainWindow::showImageOrigin()
{
    const VolumeInfo* image = m_document->session().imageInfo();
    m_actions->dropImage->setEnabled(image != nullptr);
    QString help = tr("How much the classes cover the image");
    if (image != nullptr)
        help = tr("%1\nImage: %2")
                   .arg(help,
                       QString::fromStdString(image->dataset.empty()
                               ? shownName(image->path)
                               : fmt::format("{} ∷ {}", shownName(image->path),
                                     toPlainName(image->dataset))));
    m_opacity->setToolTip(help);
}

void MainWindow::readAs(const ReadingWish& wish)
{
    if (m_document)
        m_rereader->read(m_document->session().volume(), wish);
}

ReadingWish MainWindow::readingWish() const
{
    return m_document ? m_document->session().volume().wish : ReadingWish{};
}

void MainWindow::showReading(const OpenedVolume& volume)
{
    if (!m_document)
        return;
    m_costs->clear();
    auto document = std::make_unique<Document>(
        m_engine, m_document->location(), volume, m_costs, m_bridge->inbox());
    const bool hasOtherAxes = document->info().meaning.axes != m_document->info().meaning.axes;
    adopt(std::move(document), true);
    if (hasOtherAxes) // what was looked at lies elsewhere
        m_view->fit();
}

} // namespace tessera
