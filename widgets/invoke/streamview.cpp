// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/invoke/streamview.h"

#include <QFrame>
#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/common/format.h"
#include "widgets/common/readingtable.h"
#include "widgets/common/theme.h"
#include "widgets/invoke/streamchunkmodel.h"

namespace widgets {
namespace {

engine::Nanoseconds lastByte(const engine::ResponseStream &stream)
{
    return stream.chunks.empty() ? engine::Nanoseconds{0} : stream.chunks.back().last;
}

} // namespace

StreamStrip::StreamStrip(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("streamStrip"));
    setAccessibleName(tr("Bytes of the response over time"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize StreamStrip::sizeHint() const
{
    return {200, 48 + 2 * Related + fontMetrics().lineSpacing()};
}

void StreamStrip::setStream(const engine::ResponseStream &stream)
{
    m_stream = stream;
    const QString text =
        stream.chunks.empty()
            ? tr("No byte came.")
            : tr("First byte after %1, last one after %2, %3 in %n chunk(s).", nullptr,
                 static_cast<int>(stream.arrivals))
                  .arg(formatDuration(stream.firstByte), formatDuration(lastByte(stream)),
                       formatBytes(stream.bytes));
    setAccessibleDescription(text);
    setToolTip(text);
    update();
}

void StreamStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Scheme scheme = schemeOf(this);
    const int line = fontMetrics().lineSpacing();
    const QRectF area(Related, Related, width() - 2 * Related, height() - 2 * Related - line);
    painter.setPen(color(Token::Line, scheme));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    const auto end = static_cast<double>(std::max<qint64>(lastByte(m_stream).count(), 1));
    const auto bytes = static_cast<double>(std::max<qint64>(m_stream.bytes, 1));
    const auto at = [&](engine::Nanoseconds time, qint64 sum) {
        return QPointF(area.left() + area.width() * static_cast<double>(time.count()) / end,
                       area.bottom() - area.height() * static_cast<double>(sum) / bytes);
    };
    QPainterPath path(area.bottomLeft());
    for (const engine::StreamChunk &chunk : m_stream.chunks) {
        path.lineTo(at(chunk.first, chunk.offset));
        // One that was put together of several climbs while they came.
        path.lineTo(at(chunk.last, chunk.offset + chunk.bytes));
    }
    QPainterPath filled = path;
    filled.lineTo(area.bottomRight());
    QColor accent = color(Token::Accent, scheme);
    painter.setPen(QPen(accent, 1.5));
    painter.drawPath(path);
    accent.setAlphaF(0.15F);
    painter.fillPath(filled, accent);

    QFont caption = font();
    caption.setPointSizeF(caption.pointSizeF() * 0.9);
    painter.setFont(caption);
    painter.setPen(color(Token::Muted, scheme));
    const QRectF below(area.left(), area.bottom(), area.width(), line + InControl);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, tr("event delivered"));
    if (!m_stream.chunks.empty())
        painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter,
                         tr("%1 after %2", "so many bytes after so much time")
                             .arg(formatBytes(m_stream.bytes), formatDuration(lastByte(m_stream))));
}

StreamView::StreamView(QWidget *parent)
    : QWidget(parent)
    , m_strip(new StreamStrip(this))
    , m_table(new QTableView(this))
    , m_model(new StreamChunkModel(this))
{
    setUpForReading(*m_table, "streamChunks", tr("Chunks of the response"));
    setUniformRows(*m_table);
    auto *sorted = new QSortFilterProxyModel(this);
    sorted->setSortRole(StreamChunkModel::SortRole);
    sorted->setSourceModel(m_model);
    m_table->setModel(sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(StreamChunkModel::TimeColumn, Qt::AscendingOrder);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    const int character = QFontMetrics(fixedFont()).averageCharWidth();
    m_table->setColumnWidth(StreamChunkModel::TimeColumn, character * 22);
    for (const int column : {StreamChunkModel::OffsetColumn, StreamChunkModel::BytesColumn,
                             StreamChunkModel::ArrivalsColumn})
        m_table->setColumnWidth(column, character * 16);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_strip);
    layout->addWidget(m_table, 1);
}

void StreamView::setStream(const engine::ResponseStream &stream)
{
    m_strip->setStream(stream);
    m_model->setChunks(stream.chunks);
}

QString StreamView::text() const
{
    QString text;
    for (int row = -1; row < m_model->rowCount(); ++row) {
        for (int column = 0; column < StreamChunkModel::ColumnCount; ++column) {
            const QVariant cell = row < 0
                                      ? m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole)
                                      : m_model->data(m_model->index(row, column), Qt::DisplayRole);
            text += cell.toString() + (column + 1 < StreamChunkModel::ColumnCount ? u'\t' : u'\n');
        }
    }
    return text;
}

} // namespace widgets
