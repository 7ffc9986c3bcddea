// SPDX-License-Identifier: MIT
#include "ui/dialogs/go_to_popup.h"

#include "ui/theme/spacing.h"

#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>

namespace tessera {

namespace {

QString textOf(const QList<qint64>& values)
{
    QStringList numbers;
    for (const qint64 value : values)
        numbers.append(QString::number(value));
    return numbers.join(QStringLiteral(", "));
}

QString lettersOf(const QList<PositionAxis>& axes)
{
    QStringList letters;
    for (const PositionAxis& axis : axes)
        letters.append(axis.letter);
    return letters.join(QStringLiteral(", "));
}

QList<qint64> presentOf(const QList<PositionAxis>& axes)
{
    QList<qint64> values;
    for (const PositionAxis& axis : axes)
        values.append(axis.value);
    return values;
}

} // namespace

ParsedPosition parsePosition(const QString& text, const QList<PositionAxis>& axes)
{
    static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
    const QStringList words = text.split(between, Qt::SkipEmptyParts);
    if (words.isEmpty() || words.size() > axes.size())
        return {{}, GoToPopup::tr("A position is told as %1.").arg(lettersOf(axes))};
    QList<qint64> values = presentOf(axes);
    for (qsizetype index = 0; index < words.size(); ++index) {
        const PositionAxis& axis = axes.at(index);
        bool isNumber = false;
        values[index] = words.at(index).toLongLong(&isNumber);
        if (!isNumber)
            return {{}, GoToPopup::tr("“%1” is no whole number.").arg(words.at(index))};
        if (values.at(index) < 0 || values.at(index) >= axis.count)
            return {
                {}, GoToPopup::tr("%1 goes from 0 to %2.").arg(axis.letter).arg(axis.count - 1)};
    }
    return {values, {}};
}

GoToPopup::GoToPopup(QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_form(new QFormLayout(this))
    , m_all(new QLineEdit(this))
    , m_mistake(new QLabel(this))
{
    constexpr int margin = 3 * spacingUnit;
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Go to position"));
    m_form->setContentsMargins(margin, margin, margin, margin);
    m_form->setVerticalSpacing(2 * spacingUnit);
    m_all->setObjectName(QStringLiteral("position"));
    m_mistake->setObjectName(QStringLiteral("mistake"));
    m_mistake->setWordWrap(true);
    m_mistake->hide();
    m_form->addRow(tr("Go to"), m_all);
    m_form->addRow(m_mistake);
    connect(m_all, &QLineEdit::textEdited, this, &GoToPopup::takeText);
    connect(m_all, &QLineEdit::returnPressed, this, &GoToPopup::accept);
}

void GoToPopup::openOver(const QWidget& place, const QList<PositionAxis>& axes)
{
    m_axes = axes;
    makeFields();
    const QList<qint64> present = presentOf(axes);
    m_all->setText(textOf(present));
    m_all->setPlaceholderText(lettersOf(axes));
    m_all->setAccessibleName(tr("Position: %1").arg(lettersOf(axes)));
    m_all->setToolTip(
        tr("Numbers of the array, from 0: %1. Enter goes there.").arg(lettersOf(axes)));
    takeText(m_all->text());
    adjustSize();
    const QPoint corner = place.mapToGlobal(QPoint((place.width() - width()) / 2, 4 * spacingUnit));
    move(corner);
    show();
    m_all->setFocus();
    m_all->selectAll();
}

void GoToPopup::makeFields()
{
    constexpr int fixedRows = 2;
    while (m_form->rowCount() > fixedRows)
        m_form->removeRow(1);
    m_fields.clear();
    for (const PositionAxis& axis : m_axes) {
        auto* field = new QLineEdit(this);
        field->setAlignment(Qt::AlignRight);
        field->setAccessibleName(axis.letter);
        field->setObjectName(axis.letter);
        connect(field, &QLineEdit::textEdited, this, &GoToPopup::takeFields);
        connect(field, &QLineEdit::returnPressed, this, &GoToPopup::accept);
        m_form->insertRow(
            m_form->rowCount() - 1, tr("%1 (0 to %2)").arg(axis.letter).arg(axis.count - 1), field);
        m_fields.append(field);
    }
}

void GoToPopup::takeText(const QString& text)
{
    const ParsedPosition parsed = parsePosition(text, m_axes);
    m_mistake->setText(parsed.mistake);
    m_mistake->setVisible(!parsed.mistake.isEmpty());
    for (qsizetype index = 0; index < parsed.values.size(); ++index)
        m_fields.at(index)->setText(QString::number(parsed.values.at(index)));
}

void GoToPopup::takeFields()
{
    QStringList numbers;
    for (const QLineEdit* field : m_fields)
        numbers.append(field->text());
    m_all->setText(numbers.join(QStringLiteral(", ")));
    const ParsedPosition parsed = parsePosition(m_all->text(), m_axes);
    m_mistake->setText(parsed.mistake);
    m_mistake->setVisible(!parsed.mistake.isEmpty());
}

void GoToPopup::accept()
{
    const ParsedPosition parsed = parsePosition(m_all->text(), m_axes);
    if (parsed.values.isEmpty())
        return; // it says why
    hide();
    Q_EMIT wanted(parsed.values);
}

void GoToPopup::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

} // namespace tessera
