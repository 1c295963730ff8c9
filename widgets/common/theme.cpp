// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QWidget>

#include "widgets/common/icons.h"

namespace widgets {
namespace {

struct Pair
{
    QRgb light;
    QRgb dark;
};

constexpr Pair pairOf(Token token)
{
    switch (token) {
    case Token::Window:
        return {0xfff6f7f9, 0xff15171c};
    case Token::Surface:
        return {0xffffffff, 0xff1d2027};
    case Token::Line:
        return {0xffdfe3e8, 0xff2d323b};
    case Token::Text:
        return {0xff1a1e26, 0xffe7eaf0};
    case Token::Muted:
        return {0xff586170, 0xff9ba5b4};
    case Token::Accent:
        return {0xff0b66c3, 0xff5aa9ff};
    case Token::Cold:
        return {0xff2563eb, 0xff74a7ff};
    case Token::Warm:
        return {0xffc77700, 0xffffb84d};
    case Token::Standby:
        return {0xff0e8f7e, 0xff4fd1bd};
    case Token::Error:
        return {0xffc62828, 0xffff7b72};
    case Token::Throttle:
        return {0xff7c3aed, 0xffc9a2ff};
    case Token::Frozen:
        return {0xff8a94a3, 0xff6b7482};
    case Token::Good:
        return {0xff1a7f37, 0xff57c26b};
    }
    Q_UNREACHABLE();
}

} // namespace

QColor color(Token token, Scheme scheme)
{
    const Pair pair = pairOf(token);
    return QColor::fromRgb(scheme == Scheme::Light ? pair.light : pair.dark);
}

Scheme schemeOf(const QWidget *widget)
{
    return widget->palette().color(QPalette::Window).lightness() < 128 ? Scheme::Dark
                                                                       : Scheme::Light;
}

QPalette palette(Scheme scheme)
{
    const auto c = [scheme](Token token) { return color(token, scheme); };
    QPalette p;
    p.setColor(QPalette::Window, c(Token::Window));
    p.setColor(QPalette::WindowText, c(Token::Text));
    p.setColor(QPalette::Base, c(Token::Surface));
    p.setColor(QPalette::AlternateBase, c(Token::Window));
    p.setColor(QPalette::Text, c(Token::Text));
    p.setColor(QPalette::PlaceholderText, c(Token::Muted));
    p.setColor(QPalette::Button, c(Token::Surface));
    p.setColor(QPalette::ButtonText, c(Token::Text));
    p.setColor(QPalette::BrightText, c(Token::Error));
    p.setColor(QPalette::ToolTipBase, c(Token::Surface));
    p.setColor(QPalette::ToolTipText, c(Token::Text));
    p.setColor(QPalette::Highlight, c(Token::Accent));
    p.setColor(QPalette::HighlightedText,
               scheme == Scheme::Light ? QColor(Qt::white) : c(Token::Window));
    p.setColor(QPalette::Link, c(Token::Accent));
    p.setColor(QPalette::LinkVisited, c(Token::Accent));
    p.setColor(QPalette::Light, c(Token::Surface));
    p.setColor(QPalette::Midlight, c(Token::Line));
    p.setColor(QPalette::Mid, c(Token::Line));
    p.setColor(QPalette::Dark, c(Token::Line));
    p.setColor(QPalette::Shadow, scheme == Scheme::Light ? c(Token::Line) : QColor(Qt::black));
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, c(Token::Frozen));
    p.setColor(QPalette::Disabled, QPalette::Highlight, c(Token::Line));
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, c(Token::Frozen));
    return p;
}

QString styleSheet(Scheme scheme)
{
    (void)icon(Icon::Down); // makes the resources of the arrows below known
    QString sheet = QStringLiteral(R"(
        QToolTip { background: @surface; color: @text; border: 1px solid @line; padding: 4px; }
        QMainWindow::separator { background: @line; width: 1px; height: 1px; }
        QSplitter::handle { background: @line; }
        QTabBar::tab { padding: 6px 12px; border: none; color: @muted; background: transparent;
                       border-bottom: 2px solid transparent; }
        QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
        QTabBar::tab:hover:!selected { color: @text; }
        QTabBar::tab:focus { color: @accent; }
        QTabWidget::pane { border: none; border-top: 1px solid @line; }
        QDockWidget { titlebar-close-icon: none; }
        QDockWidget::title { padding: 6px 8px; background: @window;
                             border-bottom: 1px solid @line; text-align: left; }
        QStatusBar { border-top: 1px solid @line; }
        QStatusBar::item { border: none; }
        QToolBar { border: none; border-bottom: 1px solid @line; padding: 4px 8px; spacing: 8px; }
        QHeaderView::section { background: @window; color: @muted; border: none;
                               border-bottom: 1px solid @line; padding: 4px 8px; }
        QTreeView, QTableView, QListView { border: none; }
        QTableView[flat="true"] { background: @window; }
        QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit[field="true"] {
            border: 1px solid @line; border-radius: 6px; padding: 4px 6px; background: @surface; }
        QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QPlainTextEdit[field="true"]:focus {
            border-color: @accent; }
        QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"], QComboBox[invalid="true"] {
            border-color: @error; }
        QComboBox::drop-down, QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
            border: none; background: transparent; width: 18px; }
        QComboBox::down-arrow, QAbstractSpinBox::down-arrow {
            image: url(:/workbench/icons/arrow-down.svg); width: 10px; height: 10px; }
        QAbstractSpinBox::up-arrow {
            image: url(:/workbench/icons/arrow-up.svg); width: 10px; height: 10px; }
        QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @muted;
                               border-radius: 3px; background: @surface; }
        QCheckBox::indicator:checked { border-color: @accent; background: @accent;
                                       image: url(:/workbench/icons/check.svg); }
        QCheckBox::indicator:disabled { border-color: @line; }
        QCheckBox:focus { color: @accent; }
        QScrollBar { background: transparent; border: none; margin: 0; }
        QScrollBar:vertical { width: 10px; }
        QScrollBar:horizontal { height: 10px; }
        QScrollBar::handle { background: @line; border-radius: 3px; margin: 2px; }
        QScrollBar::handle:hover { background: @muted; }
        QScrollBar::handle:vertical { min-height: 24px; }
        QScrollBar::handle:horizontal { min-width: 24px; }
        QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
        QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
        QFrame[card="true"] { background: @surface; border: 1px solid @line; border-radius: 6px; }
    )");
    const std::pair<const char *, Token> names[] = {
        {"@window", Token::Window}, {"@surface", Token::Surface}, {"@line", Token::Line},
        {"@text", Token::Text},     {"@muted", Token::Muted},     {"@accent", Token::Accent},
        {"@error", Token::Error}};
    for (const auto &[name, token] : names)
        sheet.replace(QLatin1StringView(name), color(token, scheme).name());
    return sheet;
}

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF());
    return font;
}

QFont scaledFont(double factor, QFont::Weight weight)
{
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setWeight(weight);
    return font;
}

} // namespace widgets
