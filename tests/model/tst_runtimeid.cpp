// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/model/runtimeid.h"

using engine::RuntimeId;

class TestRuntimeId : public QObject
{
    Q_OBJECT

private slots:
    void parse_data();
    void parse();
};

void TestRuntimeId::parse_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("version"); // empty: not a runtime

    QTest::newRow("python") << "python3.12"
                            << "3.12";
    QTest::newRow("a python of tomorrow") << "python3.15"
                                          << "3.15";
    QTest::newRow("node") << "nodejs22.x"
                          << "22";
    QTest::newRow("node without .x") << "nodejs22"
                                     << "";
    QTest::newRow("java 8") << "java8.al2"
                            << "8.al2";
    QTest::newRow("custom") << "provided.al2023"
                            << "al2023";
    QTest::newRow("the first custom runtime is gone") << "provided"
                                                      << "";
    QTest::newRow("text behind") << "python3.12 "
                                 << "";
    QTest::newRow("nothing") << ""
                             << "";
}

void TestRuntimeId::parse()
{
    QFETCH(QString, id);
    QFETCH(QString, version);

    const auto runtime = RuntimeId::parse(id);
    QCOMPARE(runtime.has_value(), !version.isEmpty());
    if (runtime)
        QCOMPARE(runtime->version, version);
}

QTEST_GUILESS_MAIN(TestRuntimeId)
#include "tst_runtimeid.moc"
