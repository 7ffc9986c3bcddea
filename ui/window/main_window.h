// SPDX-License-Identifier: MIT
#pragma once

#include "core/cost/cost_log.h"
#include "core/tile/engine.h"
#include "ui/bars/slice_player.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/docks/cost_status.h"
#include "ui/settings/settings.h"
#include "ui/view/tile_bridge.h"
#include "ui/window/colour_memory.h"
#include "ui/window/document.h"
#include "ui/window/file_memory.h"
#include "ui/window/picture_exporter.h"
#include "ui/window/volume_opener.h"
#include "ui/window/volume_rereader.h"
#include "ui/window/window_actions.h"

#include <QList>
#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

class QDockWidget;
class QLabel;
class QSlider;
class QStackedWidget;
class QToolBar;
class QWidgetAction;

namespace tessera {

class ClassesPanel;
class CostPanel;
class DatasetChooser;
class FileFollower;
class GoToPopup;
class MessageBar;
class ProgressLine;
class ReadingControls;
class SliceBar;
class StartPage;
class StatusFields;
class TaskBar;
class TileView;

// One window, one volume at most: puts the parts together and connects their wishes. It decides
// nothing that a part can decide itself. Threads: GUI thread only. The engine outlives it.
class MainWindow : public QMainWindow {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)
public:
    MainWindow(Engine& engine, std::filesystem::path sample, const QString& settingsPath);
    ~MainWindow() override;

    void open(const VolumeLocation& location); // in this window when it is empty, else in another
    void open(const VolumeLocation& location, const OpenChoice& choice); // whatever was remembered
    void openHere(const VolumeLocation& location); // in place of what is shown
    void openSample();
    void showVolume(const VolumeLocation& location, const OpenedVolume& volume,
        const ImageChoice& image = std::nullopt);
    // The open volume read in another way, in the background: view, look and steps stay where they
    // fit. To change one thing, change it in readingWish().
    void readAs(const ReadingWish& wish);
    ReadingWish readingWish() const;
    void openImage(const QString& location); // as the raw image of the open volume

    Document* document() { return m_document.get(); }
    TileView& view() { return *m_view; }
    WindowActions& actions() { return *m_actions; }
    MessageBar& messages() { return *m_messages; }
    MessageBar& fileBanner() { return *m_fileBanner; }
    FileFollower& follower() { return *m_follower; }
    ClassesPanel& classesPanel() { return *m_classes; }
    CostPanel& costPanel() { return *m_cost; }
    StatusFields& statusFields() { return *m_status; }
    SliceBar& sliceBar() { return *m_slices; }
    SlicePlayer& player() { return *m_player; }
    ReadingControls& readingControls() { return *m_reading; }
    PictureExporter& exporter() { return *m_exporter; }
    TileBridge& bridge() { return *m_bridge; }

Q_SIGNALS:
    void volumeShown();
    void openFailed(const QString& sentence);
    void readingFailed(const QString& sentence); // what was shown stays
    // Opened while this window shows another volume: it belongs in a window of its own.
    void windowWanted(const tessera::VolumeLocation& location, const tessera::OpenedVolume& volume,
        const tessera::ImageChoice& image);
    void recentChanged();
    void quitRequested();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    // main_window.cpp: what there is and how it is laid out
    QWidget* makeCentre();
    void makeToolBar();
    void makeDocks();
    void connectView();
    void connectViewActions();
    void setPanelsHidden(bool hidden);
    void showAbout();
    void retryDamaged();

    // main_window_files.cpp: files in and out
    void connectFiles();
    void connectOpener();
    void connectExporter();
    void askForFile();
    void takeOpened(
        const VolumeLocation& location, const OpenedVolume& volume, const ImageChoice& image);
    void showDropped(const VolumeLocation& location, DroppedChoice dropped, const Error& why);
    void showOpenError(const VolumeLocation& location, const Error& error);
    void chooseDataset(const VolumeLocation& location, const std::vector<DatasetEntry>& datasets,
        const Error& error);
    void chooseOtherDataset();
    void showDatasets(const VolumeLocation& location, const std::vector<DatasetEntry>& datasets);
    void connectFollower();
    void connectLinkedFiles();
    void reload();
    bool isQuietReload() const; // one that nobody asked for at this moment
    void adopt(std::unique_ptr<Document> document, bool keepsView);
    void remember(); // look and view of the document shown
    void restore();
    void updateRecent();
    void addRecent();
    void askForExport();
    void exportTo(ExportExtent extent);
    void exportPlane(const std::filesystem::path& target);
    void exportView(const std::filesystem::path& target);
    void askAboutDamage(const QString& reason, const std::function<void()>& write);
    void copyView();
    void savePaletteAs();
    void loadPaletteFrom();

    // main_window_reading.cpp: axes, scale, plane
    void connectReading();
    void connectColours();
    Look usualLook(const VolumeInfo& info) const; // of a volume that nobody has styled
    OpenChoice rememberedChoice(const VolumeLocation& location) const;
    void showReading(const OpenedVolume& volume);
    void connectImage();
    void askForImage();
    void takeImage(const OpenedVolume& volume, const std::string& choice);
    void showImageOrigin();

    // main_window_views.cpp: planes, slices, playing, turning
    struct CarriedView {
        PlanePosition plane;
        ViewState state;
        bool isFitted = true;
    };
    void connectViews();
    void connectSlices();
    void connectPlayer();
    void setPlane(PlanePosition plane);
    void stepSlice(int steps);
    void showPlane(PlanePosition plane);
    void offerViews();
    void showPlaneAxes(PlaneAxes plane);
    std::optional<CarriedView> carriedTo(const VolumeInfo& next);
    void takeCarried(const CarriedView& carried);
    RememberedView presentView() const;
    void restoreView(const std::optional<RememberedView>& view);

    // main_window_places.cpp: minimap, going to a position
    void connectPlaces();
    void askForPosition();
    void goToPosition(const QList<qint64>& values);

    // main_window_panels.cpp: classes, cost
    void connectPanels();
    void showLook();
    void showShares();
    void updateStatus();
    void pauseRefining(bool isPaused);
    void sampleMemory();

    Engine& m_engine;
    std::filesystem::path m_samplePath;
    Settings m_settings;
    ColourMemory m_colours;
    std::shared_ptr<CostLog> m_costs;
    TileBridge* m_bridge;
    VolumeOpener* m_opener;
    VolumeRereader* m_rereader;
    DatasetChooser* m_datasets;
    PictureExporter* m_exporter;
    std::unique_ptr<WindowActions> m_actions;
    TileView* m_view = nullptr;
    StartPage* m_start = nullptr;
    QStackedWidget* m_pages = nullptr;
    MessageBar* m_messages = nullptr;
    MessageBar* m_fileBanner = nullptr; // what other programs do to the file
    ProgressLine* m_progress = nullptr;
    SliceBar* m_slices = nullptr;
    SlicePlayer* m_player = nullptr;
    // Of each plane, where it was left for another one.
    std::array<std::optional<std::int64_t>, 3> m_slicesLeft;
    TaskBar* m_task = nullptr; // exporting
    TaskBar* m_openTask = nullptr; // opening, when it takes long
    QTimer m_openDelay;
    ClassesPanel* m_classes = nullptr;
    CostPanel* m_cost = nullptr;
    QToolBar* m_toolBar = nullptr;
    QDockWidget* m_classesDock = nullptr;
    QDockWidget* m_costDock = nullptr;
    QList<QDockWidget*> m_hiddenDocks; // by setPanelsHidden
    QWidgetAction* m_opacityAction = nullptr;
    QSlider* m_opacity = nullptr;
    StatusFields* m_status = nullptr;
    ReadingControls* m_reading = nullptr;
    FileFollower* m_follower = nullptr;
    GoToPopup* m_goTo = nullptr; // made when it is opened first
    QTimer m_statusTimer;
    CostStatus m_costStatus;
    std::function<void()> m_writeMarked; // the plane under way, in spite of damage
    bool m_replacesShown = false; // the volume under way takes the place of the one shown
    bool m_isReloading = false;
    ImageChoice m_imageChoice; // of the document
    bool m_isSwitchingDataset = false; // of the file that is shown
    std::unique_ptr<Document> m_document; // null: the start page
};

} // namespace tessera
