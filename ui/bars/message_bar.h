// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace tessera {

// One sentence at the top of the canvas: what went wrong or what is worth knowing, what to do, and
// details on demand. Hidden until there is something to say; Esc or its button closes it. Wraps
// its words, so it never asks for a wider window. A new message replaces the old one.
// Threads: GUI thread only.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);

    // `actionText` names a button ("Choose dataset…"); empty: no button.
    void showError(
        const QString& sentence, const QString& details = {}, const QString& actionText = {});
    void showNotice(
        const QString& sentence, const QString& details = {}, const QString& actionText = {});
    void dismiss(); // as its close button does

    QString sentence() const;
    bool isError() const { return m_isError; }

Q_SIGNALS:
    void actionTriggered(); // the bar stays until dismissed
    void closed();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void showMessage(const QString& sentence, const QString& details, const QString& actionText);
    void showDetails(bool shown);
    void refreshColours();

    bool m_isError = false;
    QLabel* m_icon;
    QLabel* m_sentence;
    QPushButton* m_action;
    QToolButton* m_detailsButton;
    QPlainTextEdit* m_details;
};

} // namespace tessera
