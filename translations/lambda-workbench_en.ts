<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>app::BuildCommand</name>
    <message numerus="yes">
        <source>%1: %n problem(s)</source>
        <translation>
            <numerusform>%1: %n problem</numerusform>
            <numerusform>%1: %n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::BuildController</name>
    <message numerus="yes">
        <source>%n build problem(s)</source>
        <translation>
            <numerusform>%n build problem</numerusform>
            <numerusform>%n build problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::CostCommand</name>
    <message numerus="yes">
        <source>Estimate from %n call(s) measured on this computer; on AWS durations differ.</source>
        <translation>
            <numerusform>Estimate from %n call measured on this computer; on AWS durations differ.</numerusform>
            <numerusform>Estimate from %n calls measured on this computer; on AWS durations differ.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::InvokeCommand</name>
    <message numerus="yes">
        <source>%n more took less than 0.1 ms each.</source>
        <translation>
            <numerusform>%n more took less than 0.1 ms.</numerusform>
            <numerusform>%n more took less than 0.1 ms each.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::LoadCommand</name>
    <message numerus="yes">
        <source>%n of them are left out: their events were too large for the history.</source>
        <translation>
            <numerusform>%n of them is left out: its event was too large for the history.</numerusform>
            <numerusform>%n of them are left out: their events were too large for the history.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::MainWindow</name>
    <message numerus="yes">
        <source>%n warm</source>
        <comment>environments</comment>
        <translation>
            <numerusform>%n warm</numerusform>
            <numerusform>%n warm</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n busy</source>
        <comment>environments</comment>
        <translation>
            <numerusform>%n busy</numerusform>
            <numerusform>%n busy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>requests</comment>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n standby</source>
        <comment>environments</comment>
        <translation>
            <numerusform>%n standby</numerusform>
            <numerusform>%n standby</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) in the queue</source>
        <translation>
            <numerusform>%n event in the queue</numerusform>
            <numerusform>%n events in the queue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::PackageCommand</name>
    <message numerus="yes">
        <source>%1 bytes, %2 unzipped, %n files</source>
        <comment>size of a package</comment>
        <translation>
            <numerusform>%1 bytes, %2 unzipped, %n file</numerusform>
            <numerusform>%1 bytes, %2 unzipped, %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::QueueCommand</name>
    <message numerus="yes">
        <source>%n message(s) removed.</source>
        <translation>
            <numerusform>%n message removed.</numerusform>
            <numerusform>%n messages removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) removed.</source>
        <translation>
            <numerusform>%n event removed.</numerusform>
            <numerusform>%n events removed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::QueueRun</name>
    <message numerus="yes">
        <source>%n event(s) stay in the queue; &quot;lwb queue run&quot; goes on.</source>
        <translation>
            <numerusform>%n event stays in the queue; &quot;lwb queue run&quot; goes on.</numerusform>
            <numerusform>%n events stay in the queue; &quot;lwb queue run&quot; goes on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: given up (%2) after %n attempt(s): %3</source>
        <translation>
            <numerusform>%1: given up (%2) after %n attempt: %3</numerusform>
            <numerusform>%1: given up (%2) after %n attempts: %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::BuildPanel</name>
    <message numerus="yes">
        <source>%1: built by %2 in %3, %n warning(s)</source>
        <translation>
            <numerusform>%1: built by %2 in %3, %n warning</numerusform>
            <numerusform>%1: built by %2 in %3, %n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: not built, %n problem(s)</source>
        <translation>
            <numerusform>%1: not built, %n problem</numerusform>
            <numerusform>%1: not built, %n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::CommandPalette</name>
    <message numerus="yes">
        <source>%n more: type a letter more</source>
        <translation>
            <numerusform>%n more: type a letter more</numerusform>
            <numerusform>%n more: type a letter more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::FindBar</name>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n replaced</numerusform>
            <numerusform>%n replaced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::FunctionTreeModel</name>
    <message numerus="yes">
        <source>%n warm environment(s)</source>
        <translation>
            <numerusform>%n warm environment</numerusform>
            <numerusform>%n warm environments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n busy environment(s)</source>
        <translation>
            <numerusform>%n busy environment</numerusform>
            <numerusform>%n busy environments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n environment(s) standing by</source>
        <translation>
            <numerusform>%n environment standing by</numerusform>
            <numerusform>%n environments standing by</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n provisioned environment(s)</source>
        <translation>
            <numerusform>%n provisioned environment</numerusform>
            <numerusform>%n provisioned environments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::InvokeBar</name>
    <message numerus="yes">
        <source>%n event(s) accepted</source>
        <translation>
            <numerusform>%n event accepted</numerusform>
            <numerusform>%n events accepted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::LayersEditor</name>
    <message numerus="yes">
        <source>No layers. Up to %n, laid over each other at /opt.</source>
        <translation>
            <numerusform>No layers. Up to %n, laid over each other at /opt.</numerusform>
            <numerusform>No layers. Up to %n, laid over each other at /opt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::MonthCostCard</name>
    <message numerus="yes">
        <source>Based on %n call(s): %1 ms billed on average, %2, %3, cold starts: %4. The durations were measured on this computer; on AWS they differ.</source>
        <translation>
            <numerusform>Based on %n call: %1 ms billed on average, %2, %3, cold starts: %4. The durations were measured on this computer; on AWS they differ.</numerusform>
            <numerusform>Based on %n calls: %1 ms billed on average, %2, %3, cold starts: %4. The durations were measured on this computer; on AWS they differ.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::PlanForm</name>
    <message numerus="yes">
        <source>The average of %n call(s) measured on this computer; on AWS they differ.</source>
        <translation>
            <numerusform>%n call measured on this computer; on AWS it differs.</numerusform>
            <numerusform>The average of %n calls measured on this computer; on AWS they differ.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::StreamStrip</name>
    <message numerus="yes">
        <source>First byte after %1, last one after %2, %3 in %n chunk(s).</source>
        <translation>
            <numerusform>First byte after %1, last one after %2, %3 in %n chunk.</numerusform>
            <numerusform>First byte after %1, last one after %2, %3 in %n chunks.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::TimelineView</name>
    <message numerus="yes">
        <source>%n environments</source>
        <translation>
            <numerusform>%n environment</numerusform>
            <numerusform>%n environments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n throttles here, one of them:</source>
        <translation>
            <numerusform>%n throttle here:</numerusform>
            <numerusform>%n throttles here, one of them:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n environments of %1 share this row</source>
        <translation>
            <numerusform>%n environment of %1 has this row</numerusform>
            <numerusform>%n environments of %1 share this row</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::TuningChart</name>
    <message numerus="yes">
        <source>%n of %1 calls failed (%2)</source>
        <translation>
            <numerusform>%n of %1 calls failed (%2)</numerusform>
            <numerusform>%n of %1 calls failed (%2)</numerusform>
        </translation>
    </message>
</context>
</TS>
