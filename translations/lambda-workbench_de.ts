<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>app::BuildCommand</name>
    <message>
        <source>%1: runs as it is, nothing to build</source>
        <translation>%1: läuft, wie es ist; nichts zu bauen</translation>
    </message>
    <message>
        <source>%1: up to date</source>
        <translation>%1: aktuell</translation>
    </message>
    <message>
        <source>%1: built by %2 in %3 s</source>
        <translation>%1: mit %2 gebaut in %3 s</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n problem(s)</source>
        <translation>
            <numerusform>%1: %n Problem</numerusform>
            <numerusform>%1: %n Probleme</numerusform>
        </translation>
    </message>
    <message>
        <source>Compiles functions ahead of their first call.</source>
        <translation>Kompiliert Funktionen vor ihrem ersten Aufruf.</translation>
    </message>
    <message>
        <source>Names or logical ids; without one, all.</source>
        <translation>Namen oder logische IDs; ohne Angabe alle.</translation>
    </message>
    <message>
        <source>One JSON object a function.</source>
        <translation>Ein JSON-Objekt je Funktion.</translation>
    </message>
    <message>
        <source>

Exit status: 0 success, 1 a build failed, 2 wrong usage, 3 not built: no such function, no compiler, no trust.</source>
        <translation>

Exit-Status: 0 Erfolg, 1 ein Build ist gescheitert, 2 falsche Verwendung, 3 nicht gebaut: keine solche Funktion, kein Compiler, kein Vertrauen.</translation>
    </message>
</context>
<context>
    <name>app::BuildController</name>
    <message>
        <source>Trust it if you know who wrote it. Functions run in a sandbox either way.</source>
        <translation>Vertrauen Sie ihm, wenn Sie wissen, wer ihn geschrieben hat. Funktionen laufen so oder so in einer Sandbox.</translation>
    </message>
    <message>
        <source>&amp;Trust this workspace</source>
        <translation>Diesem Arbeitsbereich &amp;vertrauen</translation>
    </message>
    <message>
        <source>building …</source>
        <translation>wird gebaut …</translation>
    </message>
    <message>
        <source>built in %1</source>
        <translation>in %1 gebaut</translation>
    </message>
    <message>
        <source>built</source>
        <translation>gebaut</translation>
    </message>
    <message>
        <source>not built</source>
        <translation>nicht gebaut</translation>
    </message>
    <message numerus="yes">
        <source>%n build problem(s)</source>
        <translation>
            <numerusform>%n Build-Problem</numerusform>
            <numerusform>%n Build-Probleme</numerusform>
        </translation>
    </message>
    <message>
        <source>build cancelled</source>
        <translation>Build abgebrochen</translation>
    </message>
</context>
<context>
    <name>app::CodeFileController</name>
    <message>
        <source>New file</source>
        <translation>Neue Datei</translation>
    </message>
    <message>
        <source>Rename file</source>
        <translation>Datei umbenennen</translation>
    </message>
    <message>
        <source>Name in the code folder of %1, such as util.py or lib/util.py:</source>
        <translation>Name im Code-Ordner von %1, etwa util.py oder lib/util.py:</translation>
    </message>
    <message>
        <source>it would lie outside of the code folder</source>
        <translation>läge außerhalb des Code-Ordners</translation>
    </message>
    <message>
        <source>it can&apos;t be renamed</source>
        <translation>Umbenennen nicht möglich</translation>
    </message>
    <message>
        <source>it can&apos;t be deleted</source>
        <translation>Löschen nicht möglich</translation>
    </message>
</context>
<context>
    <name>app::CostCommand</name>
    <message>
        <source>Requests per month, such as 250k or 3M; else 1M.</source>
        <translation>Anfragen im Monat, etwa 250k oder 3M; sonst 1M.</translation>
    </message>
    <message>
        <source>Milliseconds of one call; else the average of the history.</source>
        <translation>Millisekunden eines Aufrufs; sonst der Mittelwert des Verlaufs.</translation>
    </message>
    <message>
        <source>Milliseconds of a cold start&apos;s init; else from the history.</source>
        <translation>Millisekunden der Initialisierung bei einem Kaltstart; sonst aus dem Verlauf.</translation>
    </message>
    <message>
        <source>Percent of the calls that are cold; else from the history.</source>
        <translation>Prozentsatz der kalten Aufrufe; sonst aus dem Verlauf.</translation>
    </message>
    <message>
        <source>MB; else the function&apos;s.</source>
        <translation>MB; sonst die der Funktion.</translation>
    </message>
    <message>
        <source>MB of /tmp; else the function&apos;s.</source>
        <translation>MB von /tmp; sonst die der Funktion.</translation>
    </message>
    <message>
        <source>KB of one event, for a function that is called asynchronously.</source>
        <translation>KB eines Ereignisses, bei einer asynchron aufgerufenen Funktion.</translation>
    </message>
    <message>
        <source>Environments that are kept ready.</source>
        <translation>Umgebungen, die bereitgehalten werden.</translation>
    </message>
    <message>
        <source>Hours a day that they are; else 24.</source>
        <translation>Stunden am Tag, in denen sie es sind; sonst 24.</translation>
    </message>
    <message>
        <source>Percent of the requests that they serve; else 100.</source>
        <translation>Prozent der Anfragen, die sie bedienen; sonst 100.</translation>
    </message>
    <message>
        <source>%1: ≈ $%2 a month</source>
        <translation>%1: ≈ %2 $ im Monat</translation>
    </message>
    <message>
        <source>does not fit:</source>
        <translation>passt nicht:</translation>
    </message>
    <message>
        <source>note:</source>
        <translation>Hinweis:</translation>
    </message>
    <message>
        <source>Estimates what a month of calls would cost on AWS, and on Azure.</source>
        <translation>Schätzt, was ein Monat mit Aufrufen auf AWS kosten würde, und auf Azure.</translation>
    </message>
    <message>
        <source>Durations come from this workspace&apos;s history unless they are given.</source>
        <translation>Die Dauern kommen aus dem Verlauf dieses Arbeitsbereichs, wenn sie nicht angegeben sind.</translation>
    </message>
    <message>
        <source>Its name or logical id.</source>
        <translation>Ihr Name oder ihre logische ID.</translation>
    </message>
    <message>
        <source>At the prices of arm64.</source>
        <translation>Zu den Preisen von arm64.</translation>
    </message>
    <message>
        <source>As if it were used up.</source>
        <translation>Als wäre es aufgebraucht.</translation>
    </message>
    <message>
        <source>Also on Azure Functions, and what would not fit.</source>
        <translation>Auch auf Azure Functions, und was nicht passen würde.</translation>
    </message>
    <message>
        <source>One JSON object.</source>
        <translation>Ein JSON-Objekt.</translation>
    </message>
    <message>
        <source>Name one function.</source>
        <translation>Nennen Sie eine Funktion.</translation>
    </message>
    <message>
        <source>--%1 takes a number from %2 to %3.</source>
        <translation>--%1 nimmt eine Zahl von %2 bis %3.</translation>
    </message>
    <message>
        <source>Estimate with the duration that was given.</source>
        <translation>Schätzung mit der angegebenen Dauer.</translation>
    </message>
    <message numerus="yes">
        <source>Estimate from %n call(s) measured on this computer; on AWS durations differ.</source>
        <translation>
            <numerusform>Schätzung aus %n Aufruf, auf diesem Rechner gemessen; auf AWS weicht die Dauer ab.</numerusform>
            <numerusform>Schätzung aus %n Aufrufen, auf diesem Rechner gemessen; auf AWS weichen die Dauern ab.</numerusform>
        </translation>
    </message>
    <message>
        <source>Prices of %1 as of %2.</source>
        <translation>Preise von %1, Stand %2.</translation>
    </message>
    <message>
        <source>Azure: as of %1. %2</source>
        <translation>Azure: Stand %1. %2</translation>
    </message>
    <message>
        <source>%1 has not been invoked here with %2 MB yet: give --duration, or invoke it once.</source>
        <translation>%1 wurde hier mit %2 MB noch nicht aufgerufen: --duration angeben oder einmal aufrufen.</translation>
    </message>
</context>
<context>
    <name>app::DepsCommand</name>
    <message>
        <source>%1: installed by %2 in %3 s</source>
        <translation>%1: mit %2 installiert in %3 s</translation>
    </message>
    <message>
        <source>%1: installed by %2 in %3 s: %4</source>
        <translation>%1: mit %2 installiert in %3 s: %4</translation>
    </message>
    <message>
        <source>Installs a function&apos;s dependencies, beside its code or into a layer.</source>
        <translation>Installiert die Abhängigkeiten einer Funktion, neben ihren Code oder in einen Layer.</translation>
    </message>
    <message>
        <source>By what the folder holds: requirements.txt (pip), package.json (npm), Gemfile (bundle), go.mod (go), pom.xml (mvn). The tool runs in a sandbox with the internet and your own configuration of it; only in a workspace that you trust (lwb trust). Ctrl+C cancels.</source>
        <translation>Nach dem, was im Ordner liegt: requirements.txt (pip), package.json (npm), Gemfile (bundle), go.mod (go), pom.xml (mvn). Das Werkzeug läuft in einer Sandbox mit Internet und Ihrer eigenen Konfiguration; nur in einem Arbeitsbereich, dem Sie vertrauen (lwb trust). Strg+C bricht ab.</translation>
    </message>
    <message>
        <source>Name or logical id.</source>
        <translation>Name oder logische ID.</translation>
    </message>
    <message>
        <source>Into this layer of the template, for the function&apos;s runtime.</source>
        <translation>In diesen Layer des Templates, für die Runtime der Funktion.</translation>
    </message>
    <message>
        <source>LAYER</source>
        <translation>LAYER</translation>
    </message>
    <message>
        <source>Name one function.</source>
        <translation>Nennen Sie eine Funktion.</translation>
    </message>
</context>
<context>
    <name>app::DoctorCommand</name>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>limited</source>
        <translation>begrenzt</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>Says what this machine allows the sandbox, and what to change.</source>
        <translation>Sagt, was diese Maschine der Sandbox erlaubt und was zu ändern ist.</translation>
    </message>
    <message>
        <source>Functions can run on this machine, in a sandbox.</source>
        <translation>Funktionen können auf dieser Maschine laufen, in einer Sandbox.</translation>
    </message>
    <message>
        <source>Functions can&apos;t run on this machine. Nothing is ever run without a sandbox.</source>
        <translation>Funktionen können auf dieser Maschine nicht laufen. Ohne Sandbox wird nie etwas ausgeführt.</translation>
    </message>
</context>
<context>
    <name>app::DocumentController</name>
    <message>
        <source>This file is read-only.</source>
        <translation>Diese Datei ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>This file was removed by another program. Saving writes it anew.</source>
        <translation>Ein anderes Programm hat diese Datei entfernt. Speichern legt sie neu an.</translation>
    </message>
    <message>
        <source>This file was changed by another program, and here are unsaved edits.</source>
        <translation>Ein anderes Programm hat diese Datei geändert, und hier gibt es nicht gespeicherte Änderungen.</translation>
    </message>
    <message>
        <source>Take the other version</source>
        <translation>Andere Fassung übernehmen</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>Unsaved edits</source>
        <translation>Nicht gespeicherte Änderungen</translation>
    </message>
    <message>
        <source>Save the edits of %1 before it is closed?</source>
        <translation>Änderungen an %1 vor dem Schließen speichern?</translation>
    </message>
</context>
<context>
    <name>app::EngineHost</name>
    <message>
        <source>an open workspace</source>
        <translation>Ein geöffneter Arbeitsbereich</translation>
    </message>
</context>
<context>
    <name>app::EventController</name>
    <message>
        <source>event</source>
        <translation>ereignis</translation>
    </message>
    <message>
        <source>Rename event</source>
        <translation>Ereignis umbenennen</translation>
    </message>
    <message>
        <source>Duplicate event</source>
        <translation>Ereignis duplizieren</translation>
    </message>
    <message>
        <source>%1-copy</source>
        <translation>%1-kopie</translation>
    </message>
    <message>
        <source>Save event</source>
        <translation>Ereignis speichern</translation>
    </message>
    <message>
        <source>Name of the event:</source>
        <translation>Name des Ereignisses:</translation>
    </message>
    <message>
        <source>this is no file name</source>
        <translation>kein gültiger Dateiname</translation>
    </message>
    <message>
        <source>it can&apos;t be renamed</source>
        <translation>Umbenennen nicht möglich</translation>
    </message>
    <message>
        <source>Delete event</source>
        <translation>Ereignis löschen</translation>
    </message>
    <message>
        <source>Delete the saved event %1? Its file goes to the wastebasket where there is one.</source>
        <translation>Das gespeicherte Ereignis %1 löschen? Die Datei kommt in den Papierkorb, wenn es einen gibt.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>it can&apos;t be deleted</source>
        <translation>Löschen nicht möglich</translation>
    </message>
</context>
<context>
    <name>app::EventsCommand</name>
    <message>
        <source>A field&apos;s value; may be repeated, and for a list gives one item more.</source>
        <translation>Der Wert eines Feldes; mehrfach möglich, bei einer Liste ergibt jeder einen weiteren Eintrag.</translation>
    </message>
    <message>
        <source>Lists the fields instead of the event.</source>
        <translation>Listet die Felder statt des Ereignisses auf.</translation>
    </message>
    <message>
        <source>Puts the event into another one; may be repeated, from the inside out: sqs, sns, sns-sqs, http, rest, url, eventbridge.</source>
        <translation>Packt das Ereignis in ein anderes ein; mehrfach möglich, von innen nach außen: sqs, sns, sns-sqs, http, rest, url, eventbridge.</translation>
    </message>
    <message>
        <source>The request of a curl command, as an event of an HTTP source, else of an HTTP API.</source>
        <translation>Die Anfrage eines curl-Befehls, als Ereignis einer HTTP-Quelle, sonst einer HTTP-API.</translation>
    </message>
    <message>
        <source>The JSON in a copied log line or in escaped text; - is standard input.</source>
        <translation>Das JSON in einer kopierten Protokollzeile oder in maskiertem Text; - ist die Standardeingabe.</translation>
    </message>
    <message>
        <source>Saves it in the workspace as events/FUNCTION/NAME.json.</source>
        <translation>Speichert es im Arbeitsbereich als events/FUNCTION/NAME.json.</translation>
    </message>
    <message>
        <source>The function that it is for.</source>
        <translation>Die Funktion, für die es ist.</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>number, %1 to %2</source>
        <translation>Zahl, %1 bis %2</translation>
    </message>
    <message>
        <source>list of texts</source>
        <translation>Liste von Texten</translation>
    </message>
    <message>
        <source>&quot;Name: value&quot; lines</source>
        <translation>Zeilen &quot;Name: Wert&quot;</translation>
    </message>
    <message>
        <source>SOURCE</source>
        <translation>QUELLE</translation>
    </message>
    <message>
        <source>VARIANT</source>
        <translation>VARIANTE</translation>
    </message>
    <message>
        <source>EVENT</source>
        <translation>EREIGNIS</translation>
    </message>
    <message>
        <source>FIELD</source>
        <translation>FELD</translation>
    </message>
    <message>
        <source>TYPE</source>
        <translation>TYP</translation>
    </message>
    <message>
        <source>DEFAULT</source>
        <translation>VORGABE</translation>
    </message>
    <message>
        <source>MEANING</source>
        <translation>BEDEUTUNG</translation>
    </message>
    <message>
        <source>--set takes FIELD=VALUE.</source>
        <translation>--set nimmt FIELD=VALUE.</translation>
    </message>
    <message>
        <source>lwb: %1</source>
        <translation>lwb: %1</translation>
    </message>
    <message>
        <source>&quot;--fields&quot; lists the fields.</source>
        <translation>&quot;--fields&quot; listet die Felder auf.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name for a file.</source>
        <translation>„%1“ ist kein gültiger Dateiname.</translation>
    </message>
    <message>
        <source>Sample events of every source: lists, prints, wraps and saves them.</source>
        <translation>Beispielereignisse aller Quellen: auflisten, ausgeben, einpacken und speichern.</translation>
    </message>
    <message>
        <source>

Without a SOURCE all are listed. An event goes to standard output:
  lwb events s3 put --set key=a.csv | lwb invoke resize --event -</source>
        <translation>

Ohne SOURCE werden alle aufgelistet. Ein Ereignis geht auf die Standardausgabe:
  lwb events s3 put --set key=a.csv | lwb invoke resize --event -</translation>
    </message>
    <message>
        <source>Such as s3 or sqs.</source>
        <translation>Etwa s3 oder sqs.</translation>
    </message>
    <message>
        <source>Such as put; else the source&apos;s first one.</source>
        <translation>Etwa put; sonst die erste der Quelle.</translation>
    </message>
    <message>
        <source>events takes a source and a variant.</source>
        <translation>events nimmt eine Quelle und eine Variante.</translation>
    </message>
    <message>
        <source>--save goes with --function.</source>
        <translation>--save geht nur zusammen mit --function.</translation>
    </message>
    <message>
        <source>--text takes no source, --curl or --set.</source>
        <translation>--text nimmt keine Quelle, kein --curl und kein --set.</translation>
    </message>
    <message>
        <source>Name a source; &quot;lwb events&quot; lists them.</source>
        <translation>Nennen Sie eine Quelle; &quot;lwb events&quot; listet sie auf.</translation>
    </message>
    <message>
        <source>There is no source &quot;%1&quot;; &quot;lwb events&quot; lists them.</source>
        <translation>Es gibt keine Quelle „%1“; &quot;lwb events&quot; listet alle auf.</translation>
    </message>
    <message>
        <source>%1 has no variant &quot;%2&quot;; there are: %3.</source>
        <translation>%1 hat keine Variante „%2“; es gibt: %3.</translation>
    </message>
    <message>
        <source>--curl goes with an HTTP source.</source>
        <translation>--curl geht nur zusammen mit einer HTTP-Quelle.</translation>
    </message>
</context>
<context>
    <name>app::FunctionsCommand</name>
    <message>
        <source>Lists the functions of the workspace.</source>
        <translation>Listet die Funktionen des Arbeitsbereichs auf.</translation>
    </message>
    <message>
        <source>One JSON object a line.</source>
        <translation>Ein JSON-Objekt je Zeile.</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NAME</translation>
    </message>
    <message>
        <source>RUNTIME</source>
        <translation>RUNTIME</translation>
    </message>
    <message>
        <source>HANDLER</source>
        <translation>HANDLER</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>TIMEOUT</source>
        <translation>ZEITLIMIT</translation>
    </message>
    <message>
        <source>CODE</source>
        <translation>CODE</translation>
    </message>
    <message>
        <source>TRIGGERS</source>
        <translation>AUSLÖSER</translation>
    </message>
    <message>
        <source>There are no functions in %1.</source>
        <translation>In %1 gibt es keine Funktionen.</translation>
    </message>
</context>
<context>
    <name>app::HistoryCommand</name>
    <message>
        <source>Shows earlier invocations, newest first.</source>
        <translation>Zeigt frühere Aufrufe, die neuesten zuerst.</translation>
    </message>
    <message>
        <source>Only this function.</source>
        <translation>Nur diese Funktion.</translation>
    </message>
    <message>
        <source>At most so many.</source>
        <translation>Höchstens so viele.</translation>
    </message>
    <message>
        <source>One JSON object a line.</source>
        <translation>Ein JSON-Objekt je Zeile.</translation>
    </message>
    <message>
        <source>The log of one request.</source>
        <translation>Das Protokoll einer Anfrage.</translation>
    </message>
    <message>
        <source>--limit takes a number from 1 on.</source>
        <translation>--limit verlangt eine Zahl ab 1.</translation>
    </message>
    <message>
        <source>Nothing has been invoked in this workspace yet.</source>
        <translation>In diesem Arbeitsbereich wurde noch nichts aufgerufen.</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>ZEIT</translation>
    </message>
    <message>
        <source>FUNCTION</source>
        <translation>FUNKTION</translation>
    </message>
    <message>
        <source>START</source>
        <translation>START</translation>
    </message>
    <message>
        <source>STATUS</source>
        <translation>STATUS</translation>
    </message>
    <message>
        <source>DURATION</source>
        <translation>DAUER</translation>
    </message>
    <message>
        <source>INIT</source>
        <translation>INIT</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>USD</source>
        <translation>USD</translation>
    </message>
    <message>
        <source>REQUEST</source>
        <translation>ANFRAGE</translation>
    </message>
</context>
<context>
    <name>app::HistoryController</name>
    <message>
        <source>Clear the history</source>
        <translation>Verlauf leeren</translation>
    </message>
    <message>
        <source>Remove every record of this workspace? This can&apos;t be undone.</source>
        <translation>Alle Einträge dieses Arbeitsbereichs entfernen? Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>app::InitCommand</name>
    <message>
        <source>Writes a sample workspace that runs at once.</source>
        <translation>Legt einen Beispiel-Arbeitsbereich an, der sofort läuft.</translation>
    </message>
    <message>
        <source>Folder to write to; made if needed.</source>
        <translation>Zielordner; wird bei Bedarf angelegt.</translation>
    </message>
    <message>
        <source>init takes one folder.</source>
        <translation>init verlangt genau einen Ordner.</translation>
    </message>
    <message>
        <source>Sample workspace written to %1.</source>
        <translation>Beispiel-Arbeitsbereich in %1 angelegt.</translation>
    </message>
    <message>
        <source>Try: lwb -C %1 invoke hello --payload &apos;{&quot;name&quot;:&quot;AWS&quot;}&apos;</source>
        <translation>Zum Ausprobieren: lwb -C %1 invoke hello --payload &apos;{&quot;name&quot;:&quot;AWS&quot;}&apos;</translation>
    </message>
</context>
<context>
    <name>app::InstallController</name>
    <message>
        <source>Dependencies of %1, beside its code</source>
        <translation>Abhängigkeiten von %1, neben dem Code</translation>
    </message>
    <message>
        <source>Dependencies of %1, into the layer %2</source>
        <translation>Abhängigkeiten von %1, in den Layer %2</translation>
    </message>
    <message>
        <source>%1 was installed by %2 in %3 s.</source>
        <translation>%1 wurde mit %2 in %3 s installiert.</translation>
    </message>
    <message>
        <source>AWS SDK for %1</source>
        <translation>AWS-SDK für %1</translation>
    </message>
    <message>
        <source>Installed. Functions have it from their next cold start on.</source>
        <translation>Installiert. Funktionen haben es ab ihrem nächsten Kaltstart.</translation>
    </message>
</context>
<context>
    <name>app::InvokeCommand</name>
    <message>
        <source>Runs a function: payload to standard output, log and REPORT to standard error.</source>
        <translation>Führt eine Funktion aus: Antwort auf die Standardausgabe, Protokoll und REPORT auf die Fehlerausgabe.</translation>
    </message>
    <message>
        <source>The event from a file; - is standard input.</source>
        <translation>Das Ereignis aus einer Datei; - ist die Standardeingabe.</translation>
    </message>
    <message>
        <source>The event itself.</source>
        <translation>Das Ereignis selbst.</translation>
    </message>
    <message>
        <source>How many calls.</source>
        <translation>Anzahl der Aufrufe.</translation>
    </message>
    <message>
        <source>How many at once.</source>
        <translation>So viele gleichzeitig.</translation>
    </message>
    <message>
        <source>Each call in a new environment.</source>
        <translation>Jeder Aufruf in einer neuen Umgebung.</translation>
    </message>
    <message>
        <source>A variable over the function&apos;s own; may be repeated.</source>
        <translation>Eine Variable, die denen der Funktion vorgeht; mehrfach möglich.</translation>
    </message>
    <message>
        <source>One JSON object a call.</source>
        <translation>Ein JSON-Objekt je Aufruf.</translation>
    </message>
    <message>
        <source>All of this machine&apos;s CPU instead of the share that goes with the memory.</source>
        <translation>Die ganze CPU dieser Maschine statt des Anteils, der zum Arbeitsspeicher gehört.</translation>
    </message>
    <message>
        <source>invoke takes one function.</source>
        <translation>invoke verlangt genau eine Funktion.</translation>
    </message>
    <message>
        <source>--event and --payload can&apos;t be used together.</source>
        <translation>--event und --payload schließen einander aus.</translation>
    </message>
    <message>
        <source>--times takes a number from 1 on.</source>
        <translation>--times verlangt eine Zahl ab 1.</translation>
    </message>
    <message>
        <source>--concurrency takes a number from 1 on.</source>
        <translation>--concurrency verlangt eine Zahl ab 1.</translation>
    </message>
    <message>
        <source>--env takes KEY=VALUE.</source>
        <translation>--env verlangt KEY=VALUE.</translation>
    </message>
    <message>
        <source>lwb: %1</source>
        <translation>lwb: %1</translation>
    </message>
    <message>
        <source>Nothing was told of what the init has loaded.</source>
        <translation>Es wurde nichts darüber gemeldet, was die Initialisierung geladen hat.</translation>
    </message>
    <message>
        <source>     SELF    TOTAL  MODULE (ms, in the order of loading)</source>
        <translation>     REIN   GESAMT  MODUL (ms, in der Reihenfolge des Ladens)</translation>
    </message>
    <message numerus="yes">
        <source>%n more took less than 0.1 ms each.</source>
        <translation>
            <numerusform>%n weiteres brauchte weniger als 0,1 ms.</numerusform>
            <numerusform>%n weitere brauchten je weniger als 0,1 ms.</numerusform>
        </translation>
    </message>
    <message>
        <source>building %1…</source>
        <translation>%1 wird gebaut …</translation>
    </message>
    <message>
        <source>Provisioned concurrency of %1 failed: %2 %3</source>
        <translation>Die bereitgestellte Parallelität von %1 ist gescheitert: %2 %3</translation>
    </message>
    <message>
        <source>

Exit status, of the worst call: 0 success, 1 function error, 2 wrong usage, 3 throttled or not run. With --async: 1 when an event was given up, 3 when it was refused or Ctrl+C left events in the queue.</source>
        <translation>

Rückgabewert, der des schlechtesten Aufrufs: 0 Erfolg, 1 Fehler der Funktion, 2 falscher Gebrauch, 3 gedrosselt oder nicht ausgeführt. Mit --async: 1, wenn ein Ereignis aufgegeben wurde, 3, wenn es abgelehnt wurde oder Strg+C Ereignisse in der Warteschlange ließ.</translation>
    </message>
    <message>
        <source>Name or logical id; &quot;:&quot; and a version or alias may follow.</source>
        <translation>Name oder logische ID; &quot;:&quot; und eine Version oder ein Alias dürfen folgen.</translation>
    </message>
    <message>
        <source>So many environments, 0 to 10, boot ahead once the function was used: a cold start then costs its init and little else.</source>
        <translation>So viele Umgebungen, 0 bis 10, starten im Voraus, sobald die Funktion benutzt wurde: Ein Kaltstart kostet dann ihr Init und wenig mehr.</translation>
    </message>
    <message>
        <source>Each call in a new environment, and how long each module took to load (Python, Node.js, Ruby, Java); measuring costs time of its own.</source>
        <translation>Jeder Aufruf in einer neuen Umgebung, und wie lange jedes Modul zum Laden brauchte (Python, Node.js, Ruby, Java); das Messen kostet selbst Zeit.</translation>
    </message>
    <message>
        <source>As an event (invocation type Event): prints 202 and the request id, then works the queue off, retries and destinations included.</source>
        <translation>Als Ereignis (Aufrufart Event): gibt 202 und die Anfrage-ID aus und arbeitet dann die Warteschlange ab, Wiederholungen und Ziele eingeschlossen.</translation>
    </message>
    <message>
        <source>With --async: leaves the event in the queue (see &quot;lwb queue&quot;).</source>
        <translation>Mit --async: lässt das Ereignis in der Warteschlange (siehe &quot;lwb queue&quot;).</translation>
    </message>
    <message>
        <source>--no-wait, --time and --fast-retries go with --async only.</source>
        <translation>--no-wait, --time und --fast-retries gehen nur zusammen mit --async.</translation>
    </message>
    <message>
        <source>--async and --%1 can&apos;t be used together.</source>
        <translation>--async und --%1 gehen nicht zusammen.</translation>
    </message>
    <message>
        <source>--time takes x1 to x%1.</source>
        <translation>--time nimmt x1 bis x%1.</translation>
    </message>
    <message>
        <source>--standby takes a number from 0 to %1.</source>
        <translation>--standby nimmt eine Zahl von 0 bis %1.</translation>
    </message>
    <message>
        <source>Instead of the function&apos;s own: 128 to 10240 MB, with the CPU that goes with it.</source>
        <translation>Statt des Arbeitsspeichers der Funktion: 128 bis 10240 MB, mit der CPU, die dazugehört.</translation>
    </message>
    <message>
        <source>What this call may reach instead of the function&apos;s own setting: none, internet, or ports of this machine&apos;s loopback; &quot;internet,5432&quot; is both.</source>
        <translation>Was dieser Aufruf erreichen darf, statt der Einstellung der Funktion: none, internet oder Ports im Loopback dieser Maschine; &quot;internet,5432&quot; ist beides.</translation>
    </message>
    <message>
        <source>As a streaming caller (InvokeWithResponseStream): the payload as it comes, to the byte, up to 200 MB of a function that streams. An error on the way goes to standard error. With --json: when its parts came, and its first 6 MB.</source>
        <translation>Als Aufrufer mit Streaming (InvokeWithResponseStream): die Antwort, wie sie kommt, Byte für Byte, bis zu 200 MB bei einer Funktion, die streamt. Ein Fehler unterwegs geht auf die Fehlerausgabe. Mit --json: wann ihre Teile kamen, und ihre ersten 6 MB.</translation>
    </message>
    <message>
        <source>With --stream: as fast as on Lambda, 6 MB at once and 2 MB/s after that.</source>
        <translation>Mit --stream: so schnell wie auf Lambda, 6 MB sofort und danach 2 MB/s.</translation>
    </message>
    <message>
        <source>Sends the event as it is; else {{uuid}}, {{now}} and {{env.NAME}} (of the function&apos;s own variables) in it are put in, and {{{{ stands for two braces.</source>
        <translation>Sendet das Ereignis, wie es ist; sonst werden {{uuid}}, {{now}} und {{env.NAME}} (aus den Variablen der Funktion) darin eingesetzt, und {{{{ steht für zwei Klammern.</translation>
    </message>
    <message>
        <source>--shape-bandwidth goes with --stream only.</source>
        <translation>--shape-bandwidth geht nur zusammen mit --stream.</translation>
    </message>
    <message>
        <source>--stream prints one response: --times and --concurrency go with --json only.</source>
        <translation>--stream gibt eine einzige Antwort aus: --times und --concurrency gehen nur zusammen mit --json.</translation>
    </message>
    <message>
        <source>--memory takes a number of megabytes.</source>
        <translation>--memory nimmt eine Zahl von Megabytes.</translation>
    </message>
    <message>
        <source>--network takes none, internet, or numbers of ports.</source>
        <translation>--network nimmt none, internet oder Portnummern.</translation>
    </message>
    <message>
        <source>standard output</source>
        <translation>Standardausgabe</translation>
    </message>
</context>
<context>
    <name>app::InvokeController</name>
    <message>
        <source>Choose a function</source>
        <translation>Funktion auswählen</translation>
    </message>
    <message>
        <source>The event is not valid</source>
        <translation>Das Ereignis ist ungültig</translation>
    </message>
    <message>
        <source>Reading the event …</source>
        <translation>Ereignis wird gelesen …</translation>
    </message>
</context>
<context>
    <name>app::LoadCommand</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 of %2 answered in %3 s: %4</source>
        <translation>%1 von %2 beantwortet in %3 s: %4</translation>
    </message>
    <message>
        <source>starts: %1</source>
        <translation>Starts: %1</translation>
    </message>
    <message>
        <source>errors: %1</source>
        <translation>Fehler: %1</translation>
    </message>
    <message>
        <source>%1 good answers a second, concurrency up to %2, %3 throttled</source>
        <translation>%1 gute Antworten je Sekunde, Parallelität bis %2, %3 gedrosselt</translation>
    </message>
    <message>
        <source>MS</source>
        <translation>MS</translation>
    </message>
    <message>
        <source>MIN</source>
        <translation>MIN</translation>
    </message>
    <message>
        <source>MEAN</source>
        <translation>MITTEL</translation>
    </message>
    <message>
        <source>MAX</source>
        <translation>MAX</translation>
    </message>
    <message>
        <source>response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>service</source>
        <translation>Bedienung</translation>
    </message>
    <message>
        <source>Ended early: too many errors.</source>
        <translation>Vorzeitig beendet: zu viele Fehler.</translation>
    </message>
    <message>
        <source>Ended early, by Ctrl+C.</source>
        <translation>Vorzeitig beendet, durch Strg+C.</translation>
    </message>
    <message>
        <source>At the peak %1 environments were due %2 vCPUs, and this computer has %3 to share: on Lambda each has its own.</source>
        <translation>In der Spitze standen %1 Umgebungen %2 vCPUs zu, und dieser Rechner hat %3 zu verteilen: Auf Lambda hat jede ihre eigenen.</translation>
    </message>
    <message>
        <source>The generator was the bottleneck: %1 of %2 requests were sent more than 10 ms late, the latest by %3 ms. Response times count from when they were due.</source>
        <translation>Der Generator war der Engpass: %1 von %2 Anfragen gingen mehr als 10 ms zu spät hinaus, die späteste um %3 ms. Antwortzeiten zählen ab dem Zeitpunkt, zu dem sie fällig waren.</translation>
    </message>
    <message>
        <source>COMPARED</source>
        <translation>VERGLICHEN</translation>
    </message>
    <message>
        <source>NOW</source>
        <translation>JETZT</translation>
    </message>
    <message>
        <source>CHANGE</source>
        <translation>ÄNDERUNG</translation>
    </message>
    <message>
        <source>%1 s: %2 sent, %3 answered, %4 failed, %5 throttled</source>
        <translation>%1 s: %2 gesendet, %3 beantwortet, %4 fehlgeschlagen, %5 gedrosselt</translation>
    </message>
    <message>
        <source>invocations of %1</source>
        <translation>Aufrufe von %1</translation>
    </message>
    <message>
        <source>Calls a function at a rate, or many times at once, and tells how it did.</source>
        <translation>Ruft eine Funktion mit einer Rate oder vielfach gleichzeitig auf und sagt, wie sie zurechtkam.</translation>
    </message>
    <message>
        <source>

One of --at-once, --rate, --ramp, --poisson, --spike and --replay says how requests arrive. All but --at-once wait for no answer; response times count from when a request was due. Times are 500ms, 10s, 2m or 1h.

Exit status: 0 all went well, 1 some failed or were throttled, 2 wrong usage, 3 not run or ended by Ctrl+C, which prints the summary.</source>
        <translation>

Eines von --at-once, --rate, --ramp, --poisson, --spike und --replay sagt, wie Anfragen eintreffen. Alle außer --at-once warten auf keine Antwort; Antwortzeiten zählen ab dem Zeitpunkt, zu dem eine Anfrage fällig war. Zeiten sind 500ms, 10s, 2m oder 1h.

Rückgabewert: 0 alles ging gut, 1 einige sind gescheitert oder wurden gedrosselt, 2 falscher Gebrauch, 3 nicht ausgeführt oder durch Strg+C beendet, was die Zusammenfassung ausgibt.</translation>
    </message>
    <message>
        <source>Name or logical id; &quot;:&quot; and a version or alias may follow.</source>
        <translation>Name oder logische ID; &quot;:&quot; und eine Version oder ein Alias dürfen folgen.</translation>
    </message>
    <message>
        <source>So many a second, evenly.</source>
        <translation>So viele je Sekunde, gleichmäßig.</translation>
    </message>
    <message>
        <source>From A to B a second over the time of --for.</source>
        <translation>Von A auf B je Sekunde über die Zeit von --for.</translation>
    </message>
    <message>
        <source>So many a second on average, by chance.</source>
        <translation>So viele je Sekunde im Mittel, zufällig verteilt.</translation>
    </message>
    <message>
        <source>A a second, and B for the last LENGTH of each EVERY: 5:200,1s/10s.</source>
        <translation>A je Sekunde, und B während der letzten LENGTH von jeweils EVERY: 5:200,1s/10s.</translation>
    </message>
    <message>
        <source>The last N invocations of the history again, with their events, at the distances that they had.</source>
        <translation>Die letzten N Aufrufe des Verlaufs noch einmal, mit ihren Ereignissen, in den Abständen, die sie hatten.</translation>
    </message>
    <message>
        <source>Ends after this time.</source>
        <translation>Endet nach dieser Zeit.</translation>
    </message>
    <message>
        <source>Ends after so many.</source>
        <translation>Endet nach so vielen.</translation>
    </message>
    <message>
        <source>Ends when so many per cent of at least 20 answers are errors.</source>
        <translation>Endet, wenn so viel Prozent von mindestens 20 Antworten Fehler sind.</translation>
    </message>
    <message>
        <source>Of --poisson: equal ones give equal arrivals.</source>
        <translation>Für --poisson: Gleiche Zahlen ergeben gleiche Ankünfte.</translation>
    </message>
    <message>
        <source>The event from a file; - is standard input.</source>
        <translation>Das Ereignis aus einer Datei; - ist die Standardeingabe.</translation>
    </message>
    <message>
        <source>The event itself.</source>
        <translation>Das Ereignis selbst.</translation>
    </message>
    <message>
        <source>The result as JSON.</source>
        <translation>Das Ergebnis als JSON.</translation>
    </message>
    <message>
        <source>Keeps the result under this name.</source>
        <translation>Behält das Ergebnis unter diesem Namen.</translation>
    </message>
    <message>
        <source>Beside a result that was kept.</source>
        <translation>Neben einem Ergebnis, das behalten wurde.</translation>
    </message>
    <message>
        <source>load takes one function.</source>
        <translation>load nimmt eine Funktion.</translation>
    </message>
    <message>
        <source>load takes one of --at-once, --rate, --ramp, --poisson, --spike and --replay.</source>
        <translation>load nimmt eines von --at-once, --rate, --ramp, --poisson, --spike und --replay.</translation>
    </message>
    <message>
        <source>--event and --payload can&apos;t be used together.</source>
        <translation>--event und --payload schließen einander aus.</translation>
    </message>
    <message>
        <source>These numbers describe no load: rates are up to %1 a second, and --for or --count has to end it (--ramp: --for).</source>
        <translation>Diese Zahlen beschreiben keine Last: Raten gehen bis %1 je Sekunde, und --for oder --count muss sie beenden (--ramp: --for).</translation>
    </message>
    <message>
        <source>A name has 1 to 64 letters, digits, &apos;-&apos;, &apos;_&apos; and &apos;.&apos;, and begins with no &apos;.&apos;.</source>
        <translation>Ein Name besteht aus 1 bis 64 Buchstaben, Ziffern, &apos;-&apos;, &apos;_&apos; und &apos;.&apos; und beginnt nicht mit &apos;.&apos;.</translation>
    </message>
    <message>
        <source>service, cold</source>
        <translation>Bedienung, kalt</translation>
    </message>
    <message>
        <source>Ended early: a run has no more than %1 requests.</source>
        <translation>Vorzeitig beendet: Ein Lauf hat höchstens %1 Aufrufe.</translation>
    </message>
    <message>
        <source>%1 was another load: %2: %3</source>
        <translation>%1 war eine andere Last: %2: %3</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are left out: their events were too large for the history.</source>
        <translation>
            <numerusform>%n davon fehlt: Das Ereignis war für den Verlauf zu groß.</numerusform>
            <numerusform>%n davon fehlen: Ihre Ereignisse waren für den Verlauf zu groß.</numerusform>
        </translation>
    </message>
    <message>
        <source>--replay takes a number from 1 to %1.</source>
        <translation>--replay braucht eine Zahl von 1 bis %1.</translation>
    </message>
    <message>
        <source>--compare and --json can&apos;t be used together.</source>
        <translation>--compare und --json gehen nicht zusammen.</translation>
    </message>
    <message>
        <source>So many under way all the time, 1 to %1; who is throttled tries again after 1 to 100 ms.</source>
        <translation>So viele sind ständig unterwegs, 1 bis %1; wer gedrosselt wird, versucht es nach 1 bis 100 ms wieder.</translation>
    </message>
</context>
<context>
    <name>app::Main</name>
    <message>
        <source>Usage: lwb [-C DIR] COMMAND [OPTIONS]

Runs AWS Lambda functions on this machine, each in a sandbox.

  -C DIR       the workspace; else the current folder
  --version    prints the version

Commands:
</source>
        <translation>Verwendung: lwb [-C ORDNER] BEFEHL [OPTIONEN]

Führt AWS-Lambda-Funktionen auf dieser Maschine aus, jede in einer Sandbox.

  -C ORDNER    der Arbeitsbereich; sonst der aktuelle Ordner
  --version    gibt die Version aus

Befehle:
</translation>
    </message>
    <message>
        <source>
&quot;lwb COMMAND --help&quot; tells how to use a command.
</source>
        <translation>
„lwb BEFEHL --help“ erklärt einen Befehl.
</translation>
    </message>
    <message>
        <source>lwb %1</source>
        <translation>lwb %1</translation>
    </message>
    <message>
        <source>Unknown option %1.</source>
        <translation>Unbekannte Option %1.</translation>
    </message>
    <message>
        <source>Unknown command &quot;%1&quot;.</source>
        <translation>Unbekannter Befehl „%1“.</translation>
    </message>
    <message>
        <source>Write AWS Lambda functions, run them in a sandbox, see what they did.</source>
        <translation>AWS-Lambda-Funktionen schreiben, in einer Sandbox ausführen und sehen, was sie getan haben.</translation>
    </message>
    <message>
        <source>A folder with an AWS SAM template.</source>
        <translation>Ein Ordner mit einem AWS-SAM-Template.</translation>
    </message>
    <message>
        <source>Runs the first function, writes a picture of the window, and ends.</source>
        <translation>Führt die erste Funktion aus, schreibt ein Bild des Fensters und endet.</translation>
    </message>
    <message>
        <source>Ends when the window has been shown; for measuring.</source>
        <translation>Endet, sobald das Fenster zu sehen war; zum Messen.</translation>
    </message>
    <message>
        <source>Light or dark, for this run.</source>
        <translation>light oder dark, für diesen Lauf.</translation>
    </message>
    <message>
        <source>Size of the window.</source>
        <translation>Größe des Fensters.</translation>
    </message>
    <message>
        <source>Shows this panel first: event, response, logs, history, latency, cost, build, concurrency or tuning.</source>
        <translation>Zeigt dieses Feld zuerst: event, response, logs, history, latency, cost, build, concurrency oder tuning.</translation>
    </message>
</context>
<context>
    <name>app::MainWindow</name>
    <message>
        <source>Lambda Workbench</source>
        <translation>Lambda Workbench</translation>
    </message>
    <message>
        <source>Functions</source>
        <translation>Funktionen</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Open workspace…</source>
        <translation>Arbeitsbereich ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Save all</source>
        <translation>Alles &amp;speichern</translation>
    </message>
    <message>
        <source>&amp;Close tab</source>
        <translation>&amp;Tab schließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>Aus&amp;führen</translation>
    </message>
    <message>
        <source>&amp;Invoke</source>
        <translation>&amp;Aufrufen</translation>
    </message>
    <message>
        <source>&amp;Burst</source>
        <translation>&amp;Burst</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abb&amp;rechen</translation>
    </message>
    <message>
        <source>&amp;Retire idle environments</source>
        <translation>&amp;Ungenutzte Umgebungen beenden</translation>
    </message>
    <message>
        <source>Limit the &amp;CPU to the function&apos;s share</source>
        <translation>&amp;CPU auf den Anteil der Funktion begrenzen</translation>
    </message>
    <message>
        <source>Off: functions run with the full speed of this computer, and durations no longer compare with AWS.</source>
        <translation>Aus: Funktionen laufen mit der vollen Geschwindigkeit dieses Rechners; ihre Dauer ist dann nicht mehr mit AWS vergleichbar.</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Editor</source>
        <translation>&amp;Editor</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Layout &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <comment>theme</comment>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <comment>theme</comment>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <comment>theme</comment>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Sandbox diagnosis…</source>
        <translation>&amp;Sandbox-Diagnose…</translation>
    </message>
    <message>
        <source>&amp;About Lambda Workbench</source>
        <translation>Ü&amp;ber Lambda Workbench</translation>
    </message>
    <message>
        <source>sandbox: checking …</source>
        <translation>Sandbox: wird geprüft …</translation>
    </message>
    <message>
        <source>line %1, column %2</source>
        <translation>Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>Text is not coloured: %1</source>
        <translation>Text ohne Farben: %1</translation>
    </message>
    <message>
        <source>%1 – Lambda Workbench</source>
        <translation>%1 – Lambda Workbench</translation>
    </message>
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
            <numerusform>%n beschäftigt</numerusform>
            <numerusform>%n beschäftigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>requests</comment>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Open workspace</source>
        <translation>Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>About Lambda Workbench</source>
        <translation>Über Lambda Workbench</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Lambda Workbench %1&lt;/h3&gt;&lt;p&gt;Write AWS Lambda functions, run them at once in a real sandbox, and see what they did.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later. It needs no account, sends nothing anywhere, and works offline.&lt;/p&gt;&lt;p&gt;Not affiliated with Amazon Web Services.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Lambda Workbench %1&lt;/h3&gt;&lt;p&gt;AWS-Lambda-Funktionen schreiben, sofort in einer echten Sandbox ausführen und sehen, was sie getan haben.&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder neuer. Sie braucht kein Konto, sendet nichts und arbeitet ohne Netz.&lt;/p&gt;&lt;p&gt;Keine Verbindung zu Amazon Web Services.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Unsaved edits</source>
        <translation>Nicht gespeicherte Änderungen</translation>
    </message>
    <message>
        <source>Save the edits before the window is closed?</source>
        <translation>Änderungen vor dem Schließen des Fensters speichern?</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Build</translation>
    </message>
    <message>
        <source>&amp;Measure what a cold init loads</source>
        <translation>&amp;Messen, was eine kalte Initialisierung lädt</translation>
    </message>
    <message>
        <source>The phases Boot and Init of a cold invoke then tell the slowest modules; measuring costs time of its own</source>
        <translation>Die Phasen Boot und Init eines kalten Aufrufs nennen dann die langsamsten Module; das Messen kostet selbst Zeit</translation>
    </message>
    <message>
        <source>Install &amp;dependencies…</source>
        <translation>A&amp;bhängigkeiten installieren…</translation>
    </message>
    <message>
        <source>Install the AWS &amp;SDK…</source>
        <translation>AWS-&amp;SDK installieren…</translation>
    </message>
    <message>
        <source>The queue of events was broken (%1).</source>
        <translation>Die Warteschlange der Ereignisse war beschädigt (%1).</translation>
    </message>
    <message>
        <source>It is now %1, and a new one was begun.</source>
        <translation>Sie heißt jetzt %1, und eine neue wurde begonnen.</translation>
    </message>
    <message numerus="yes">
        <source>%n standby</source>
        <comment>environments</comment>
        <translation>
            <numerusform>%n in Bereitschaft</numerusform>
            <numerusform>%n in Bereitschaft</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) in the queue</source>
        <translation>
            <numerusform>%n Ereignis in der Warteschlange</numerusform>
            <numerusform>%n Ereignisse in der Warteschlange</numerusform>
        </translation>
    </message>
    <message>
        <source>Concurrency</source>
        <translation>Parallelität</translation>
    </message>
    <message>
        <source>Power tuning</source>
        <translation>Power-Tuning</translation>
    </message>
    <message>
        <source>%1 was deleted.</source>
        <translation>%1 wurde gelöscht.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>&amp;New function…</source>
        <translation>&amp;Neue Funktion…</translation>
    </message>
    <message>
        <source>&amp;Command palette…</source>
        <translation>&amp;Befehlspalette…</translation>
    </message>
    <message>
        <source>&amp;Go to…</source>
        <translation>&amp;Gehe zu…</translation>
    </message>
</context>
<context>
    <name>app::NewCommand</name>
    <message>
        <source>STARTER</source>
        <translation>STARTVORLAGE</translation>
    </message>
    <message>
        <source>RUNTIMES</source>
        <translation>RUNTIMES</translation>
    </message>
    <message>
        <source>WHAT IT DOES</source>
        <translation>WAS SIE TUT</translation>
    </message>
    <message>
        <source>Adds a function to the workspace: code, events, and a block in the template.</source>
        <translation>Fügt dem Arbeitsbereich eine Funktion hinzu: Code, Ereignisse und einen Block im Template.</translation>
    </message>
    <message>
        <source>

Nothing that is there is written over; a folder without a template gets one. Exit status: 2 wrong usage, 3 when something is in the way.</source>
        <translation>

Nichts Vorhandenes wird überschrieben; ein Ordner ohne Template bekommt eines. Rückgabewert: 2 falscher Gebrauch, 3 wenn etwas im Weg ist.</translation>
    </message>
    <message>
        <source>Of the function: letters, digits, hyphens, underscores.</source>
        <translation>Der Funktion: Buchstaben, Ziffern, Bindestriche, Unterstriche.</translation>
    </message>
    <message>
        <source>What it is written in: python3.13, nodejs22.x, ruby3.3, java21, go, dotnet8 or shell; also another version, such as python3.11.</source>
        <translation>Worin sie geschrieben ist: python3.13, nodejs22.x, ruby3.3, java21, go, dotnet8 oder shell; auch eine andere Version, etwa python3.11.</translation>
    </message>
    <message>
        <source>What it begins as; see --list.</source>
        <translation>Womit sie beginnt; siehe --list.</translation>
    </message>
    <message>
        <source>Lists the starters.</source>
        <translation>Listet die Startvorlagen auf.</translation>
    </message>
    <message>
        <source>Writes nothing: prints the files and what the template would get.</source>
        <translation>Schreibt nichts: gibt die Dateien aus und was das Template bekäme.</translation>
    </message>
    <message>
        <source>new takes one name.</source>
        <translation>new nimmt genau einen Namen.</translation>
    </message>
    <message>
        <source>&quot;lwb new --list&quot; lists the starters and runtimes.</source>
        <translation>&quot;lwb new --list&quot; listet die Startvorlagen und Runtimes auf.</translation>
    </message>
    <message>
        <source>Try: lwb invoke %1 --event %2</source>
        <translation>Zum Ausprobieren: lwb invoke %1 --event %2</translation>
    </message>
</context>
<context>
    <name>app::PackageCommand</name>
    <message>
        <source>It was compiled on %1, and the function is set up for %2. Native programs in it will not start there.</source>
        <translation>Es wurde auf %1 kompiliert, und die Funktion ist für %2 eingerichtet. Native Programme darin starten dort nicht.</translation>
    </message>
    <message>
        <source>Lambda takes it as it is.</source>
        <translation>Lambda nimmt es, wie es ist.</translation>
    </message>
    <message>
        <source>More than %1 bytes zipped: Lambda takes it by way of S3 only.</source>
        <translation>Gepackt mehr als %1 Byte: Lambda nimmt es nur über S3.</translation>
    </message>
    <message>
        <source>Lambda refuses it: Unzipped size must be smaller than %1 bytes</source>
        <translation>Lambda lehnt es ab: Unzipped size must be smaller than %1 bytes</translation>
    </message>
    <message>
        <source>Writes the zip that AWS would get for a function.</source>
        <translation>Schreibt die Zip-Datei, die AWS für eine Funktion bekäme.</translation>
    </message>
    <message>
        <source>The same code gives the same bytes. Compiled functions are built first. Left out are version control, caches of byte code, editors&apos; leavings and .lambda-workbench; everything else is packed, hidden files too. Layers are packages of their own.</source>
        <translation>Derselbe Code ergibt dieselben Bytes. Kompilierte Funktionen werden zuerst gebaut. Weggelassen werden Versionsverwaltung, Bytecode-Zwischenspeicher, Reste von Editoren und .lambda-workbench; alles andere wird gepackt, auch versteckte Dateien. Layer sind eigene Pakete.</translation>
    </message>
    <message>
        <source>Name or logical id.</source>
        <translation>Name oder logische ID.</translation>
    </message>
    <message>
        <source>The file to write; else FUNCTION.zip here.</source>
        <translation>Die zu schreibende Datei; sonst FUNCTION.zip hier.</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>DATEI</translation>
    </message>
    <message>
        <source>Name one function.</source>
        <translation>Nennen Sie eine Funktion.</translation>
    </message>
    <message>
        <source>%1 bytes, %2 unzipped</source>
        <comment>size of a package</comment>
        <translation>%1 Byte, entpackt %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 bytes, %2 unzipped, %n files</source>
        <comment>size of a package</comment>
        <translation>
            <numerusform>%1 Byte, entpackt %2, %n Datei</numerusform>
            <numerusform>%1 Byte, entpackt %2, %n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>Weggelassen: %1</translation>
    </message>
</context>
<context>
    <name>app::PaletteController</name>
    <message>
        <source>%1: %2</source>
        <comment>menu, its action</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Where to go: a function, a file, an event</source>
        <translation>Wohin: zu einer Funktion, einer Datei, einem Ereignis</translation>
    </message>
</context>
<context>
    <name>app::QueueCommand</name>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>Process %1 works this queue off.</source>
        <translation>Prozess %1 arbeitet diese Warteschlange ab.</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>Nichts wartet.</translation>
    </message>
    <message>
        <source>ACCEPTED</source>
        <translation>ANGENOMMEN</translation>
    </message>
    <message>
        <source>FUNCTION</source>
        <translation>FUNKTION</translation>
    </message>
    <message>
        <source>STATE</source>
        <translation>ZUSTAND</translation>
    </message>
    <message>
        <source>ATTEMPTS</source>
        <translation>VERSUCHE</translation>
    </message>
    <message>
        <source>NEXT</source>
        <translation>NÄCHSTER</translation>
    </message>
    <message>
        <source>REQUEST</source>
        <translation>ANFRAGE</translation>
    </message>
    <message>
        <source>LAST ERROR</source>
        <translation>LETZTER FEHLER</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>SENT</source>
        <translation>GESENDET</translation>
    </message>
    <message>
        <source>PURPOSE</source>
        <translation>ZWECK</translation>
    </message>
    <message>
        <source>TARGET</source>
        <translation>ZIEL</translation>
    </message>
    <message>
        <source>BYTES</source>
        <translation>BYTE</translation>
    </message>
    <message>
        <source>FAILURE</source>
        <translation>FEHLER</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) removed.</source>
        <translation>
            <numerusform>%n Nachricht entfernt.</numerusform>
            <numerusform>%n Nachrichten entfernt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) removed.</source>
        <translation>
            <numerusform>%n Ereignis entfernt.</numerusform>
            <numerusform>%n Ereignisse entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Shows the events that wait, and works them off.</source>
        <translation>Zeigt die wartenden Ereignisse und arbeitet sie ab.</translation>
    </message>
    <message>
        <source>

&quot;lwb invoke --async&quot; puts events in. Without a word they are listed; &quot;run&quot; works them off until none is left, &quot;purge&quot; removes those that wait.

Exit status: 0 success, 1 an event was given up, 2 wrong usage, 3 not run, or events were left by Ctrl+C.</source>
        <translation>

&quot;lwb invoke --async&quot; legt Ereignisse hinein. Ohne ein Wort werden sie aufgelistet; &quot;run&quot; arbeitet sie ab, bis keines mehr da ist, &quot;purge&quot; entfernt die wartenden.

Rückgabewert: 0 Erfolg, 1 ein Ereignis wurde aufgegeben, 2 falscher Gebrauch, 3 nicht ausgeführt, oder Strg+C ließ Ereignisse zurück.</translation>
    </message>
    <message>
        <source>What to do.</source>
        <translation>Was zu tun ist.</translation>
    </message>
    <message>
        <source>Not the events, but the messages that were sent to destinations and dead-letter queues.</source>
        <translation>Nicht die Ereignisse, sondern die Nachrichten, die an Ziele und Warteschlangen für unzustellbare Ereignisse gingen.</translation>
    </message>
    <message>
        <source>Only messages to this target.</source>
        <translation>Nur Nachrichten an dieses Ziel.</translation>
    </message>
    <message>
        <source>At most so many messages.</source>
        <translation>Höchstens so viele Nachrichten.</translation>
    </message>
    <message>
        <source>One JSON object a line: an event, a message with its body, or an attempt.</source>
        <translation>Ein JSON-Objekt je Zeile: ein Ereignis, eine Nachricht mit ihrem Inhalt oder ein Versuch.</translation>
    </message>
    <message>
        <source>queue takes run, purge or nothing.</source>
        <translation>queue nimmt run, purge oder nichts.</translation>
    </message>
    <message>
        <source>run and --destinations can&apos;t be used together.</source>
        <translation>run und --destinations gehen nicht zusammen.</translation>
    </message>
    <message>
        <source>--time and --fast-retries go with run only.</source>
        <translation>--time und --fast-retries gehen nur zusammen mit run.</translation>
    </message>
    <message>
        <source>--time takes x1 to x%1.</source>
        <translation>--time nimmt x1 bis x%1.</translation>
    </message>
    <message>
        <source>--limit takes a number from 1 on.</source>
        <translation>--limit nimmt eine Zahl ab 1.</translation>
    </message>
    <message>
        <source>No event has been sent in this workspace yet.</source>
        <translation>In diesem Arbeitsbereich wurde noch kein Ereignis gesendet.</translation>
    </message>
</context>
<context>
    <name>app::QueueRun</name>
    <message>
        <source>Delays and ages pass N times as quickly: x60 makes seconds of minutes.</source>
        <translation>Wartezeiten und Alter vergehen N-mal so schnell: x60 macht aus Minuten Sekunden.</translation>
    </message>
    <message>
        <source>The same as --time x60.</source>
        <translation>Dasselbe wie --time x60.</translation>
    </message>
    <message>
        <source>lwb: The queue was broken (%1); it is now %2, and a new one was begun.</source>
        <translation>lwb: Die Warteschlange war beschädigt (%1); sie heißt jetzt %2, und eine neue wurde begonnen.</translation>
    </message>
    <message>
        <source>Process %1 works this queue off.</source>
        <translation>Prozess %1 arbeitet diese Warteschlange ab.</translation>
    </message>
    <message>
        <source>Another process works this queue off.</source>
        <translation>Ein anderer Prozess arbeitet diese Warteschlange ab.</translation>
    </message>
    <message>
        <source>Delays and ages pass %1 times as quickly as on AWS.</source>
        <translation>Wartezeiten und Alter vergehen %1-mal so schnell wie auf AWS.</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) stay in the queue; &quot;lwb queue run&quot; goes on.</source>
        <translation>
            <numerusform>%n Ereignis bleibt in der Warteschlange; &quot;lwb queue run&quot; macht weiter.</numerusform>
            <numerusform>%n Ereignisse bleiben in der Warteschlange; &quot;lwb queue run&quot; macht weiter.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: attempt %2 failed: %3; again in %4 s</source>
        <translation>%1: Versuch %2 ist gescheitert: %3; wieder in %4 s</translation>
    </message>
    <message>
        <source>%1: not run: %2; again in %3 s</source>
        <translation>%1: nicht ausgeführt: %2; wieder in %3 s</translation>
    </message>
    <message>
        <source>%1: succeeded at attempt %2</source>
        <translation>%1: gelungen bei Versuch %2</translation>
    </message>
    <message numerus="yes">
        <source>%1: given up (%2) after %n attempt(s): %3</source>
        <translation>
            <numerusform>%1: aufgegeben (%2) nach %n Versuch: %3</numerusform>
            <numerusform>%1: aufgegeben (%2) nach %n Versuchen: %3</numerusform>
        </translation>
    </message>
    <message>
        <source>  %1 to %2 failed: %3</source>
        <translation>  %1 an %2 ist gescheitert: %3</translation>
    </message>
    <message>
        <source>  %1 to %2</source>
        <translation>  %1 an %2</translation>
    </message>
</context>
<context>
    <name>app::RuntimesCommand</name>
    <message>
        <source>Lists Lambda&apos;s runtimes and what runs each of them here.</source>
        <translation>Listet die Runtimes von Lambda auf und was hier jede davon ausführt.</translation>
    </message>
    <message>
        <source>install with: %1</source>
        <translation>installieren mit: %1</translation>
    </message>
    <message>
        <source>your bootstrap</source>
        <translation>eigener Bootstrap</translation>
    </message>
    <message>
        <source>RUNTIME</source>
        <translation>RUNTIME</translation>
    </message>
    <message>
        <source>RUNS ON</source>
        <translation>LÄUFT AUF</translation>
    </message>
    <message>
        <source>PROGRAM</source>
        <translation>PROGRAMM</translation>
    </message>
    <message>
        <source>NOTE</source>
        <translation>HINWEIS</translation>
    </message>
    <message>
        <source>One JSON object a line.</source>
        <translation>Ein JSON-Objekt je Zeile.</translation>
    </message>
    <message>
        <source>Installs the AWS SDK that this runtime brings along on Lambda, once for all workspaces.</source>
        <translation>Installiert das AWS-SDK, das diese Runtime auf Lambda mitbringt, einmal für alle Arbeitsbereiche.</translation>
    </message>
</context>
<context>
    <name>app::SandboxStatus</name>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>limited</source>
        <translation>begrenzt</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>sandbox: none, nothing can run</source>
        <translation>Sandbox: keine, nichts ist ausführbar</translation>
    </message>
    <message>
        <source>sandbox: full</source>
        <translation>Sandbox: vollständig</translation>
    </message>
    <message>
        <source>sandbox: limited</source>
        <translation>Sandbox: eingeschränkt</translation>
    </message>
    <message>
        <source>Sandbox diagnosis</source>
        <translation>Sandbox-Diagnose</translation>
    </message>
</context>
<context>
    <name>app::SdkInstallation</name>
    <message>
        <source>&quot;%1&quot; is no Lambda runtime.</source>
        <translation>„%1“ ist keine Runtime von Lambda.</translation>
    </message>
    <message>
        <source>Installing %1 into %2, with the configuration of the language&apos;s own installer.</source>
        <translation>%1 wird in %2 installiert, mit der Konfiguration des Installationsprogramms der Sprache.</translation>
    </message>
    <message>
        <source>Installed. Functions have it from their next cold start on.</source>
        <translation>Installiert. Funktionen haben es ab ihrem nächsten Kaltstart.</translation>
    </message>
</context>
<context>
    <name>app::StandbyMenu</name>
    <message>
        <source>&amp;Standby environments</source>
        <translation>Umgebungen in &amp;Bereitschaft</translation>
    </message>
    <message>
        <source>None: every cold start shows the whole of it</source>
        <translation>Keine: Jeder Kaltstart zeigt sich ganz</translation>
    </message>
    <message>
        <source>Environments of a function in use that have booted and not loaded its code: a cold start then takes its own init and little else.</source>
        <translation>Umgebungen einer benutzten Funktion, die gestartet sind und ihren Code nicht geladen haben: Ein Kaltstart dauert dann so lange wie ihr eigenes Init und wenig mehr.</translation>
    </message>
</context>
<context>
    <name>app::Terminal</name>
    <message>
        <source>lwb: %1</source>
        <translation>lwb: %1</translation>
    </message>
    <message>
        <source>Shows this help.</source>
        <translation>Zeigt diese Hilfe.</translation>
    </message>
    <message>
        <source>&quot;lwb COMMAND --help&quot; tells how to use a command.</source>
        <translation>„lwb BEFEHL --help“ erklärt einen Befehl.</translation>
    </message>
</context>
<context>
    <name>app::TrustCommand</name>
    <message>
        <source>Allows the workspace&apos;s code to be built, which runs programs of its authors.</source>
        <translation>Erlaubt, den Code des Arbeitsbereichs zu bauen; dabei laufen Programme seiner Verfasser.</translation>
    </message>
    <message>
        <source>

Compilers and installers run in a sandbox, with the workspace&apos;s cache to write to. Functions themselves run without trust.</source>
        <translation>

Compiler und Installationsprogramme laufen in einer Sandbox und können in den Zwischenspeicher des Arbeitsbereichs schreiben. Die Funktionen selbst laufen auch ohne Vertrauen.</translation>
    </message>
    <message>
        <source>Takes it back.</source>
        <translation>Nimmt es zurück.</translation>
    </message>
    <message>
        <source>Lists trusted workspaces.</source>
        <translation>Listet vertraute Arbeitsbereiche auf.</translation>
    </message>
    <message>
        <source>trust is for one workspace, which -C names.</source>
        <translation>trust gilt für einen Arbeitsbereich, den -C nennt.</translation>
    </message>
    <message>
        <source>%1 is not trusted any more.</source>
        <translation>%1 wird nicht mehr vertraut.</translation>
    </message>
    <message>
        <source>%1 is trusted now.</source>
        <translation>%1 wird jetzt vertraut.</translation>
    </message>
</context>
<context>
    <name>app::TuneCommand</name>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>CALLS</source>
        <translation>AUFRUFE</translation>
    </message>
    <message>
        <source>MEAN MS</source>
        <translation>MITTEL MS</translation>
    </message>
    <message>
        <source>MEDIAN</source>
        <translation>MEDIAN</translation>
    </message>
    <message>
        <source>P95</source>
        <translation>P95</translation>
    </message>
    <message>
        <source>BILLED</source>
        <translation>BERECHNET</translation>
    </message>
    <message>
        <source>COLD</source>
        <translation>KALT</translation>
    </message>
    <message>
        <source>USD X86_64</source>
        <translation>USD X86_64</translation>
    </message>
    <message>
        <source>USD ARM64</source>
        <translation>USD ARM64</translation>
    </message>
    <message>
        <source>ERRORS</source>
        <translation>FEHLER</translation>
    </message>
    <message>
        <source>cheapest: %1 MB</source>
        <translation>am günstigsten: %1 MB</translation>
    </message>
    <message>
        <source>fastest: %1 MB</source>
        <translation>am schnellsten: %1 MB</translation>
    </message>
    <message>
        <source>balanced: %1 MB</source>
        <translation>ausgewogen: %1 MB</translation>
    </message>
    <message>
        <source>No size had good calls only: none can be recommended.</source>
        <translation>Keine Größe hatte nur gute Aufrufe: Es lässt sich keine empfehlen.</translation>
    </message>
    <message>
        <source>Stopped early: sizes may have fewer calls than were wanted.</source>
        <translation>Vorzeitig beendet: Größen können weniger Aufrufe haben als gewünscht.</translation>
    </message>
    <message>
        <source>An estimate, without the fee per request and the free tier: measured on this computer with the CPU share of the memory. The arm64 price is of the same duration.</source>
        <translation>Eine Schätzung, ohne die Gebühr je Anfrage und das Freikontingent: auf diesem Rechner gemessen, mit dem CPU-Anteil des Arbeitsspeichers. Der Preis für arm64 gilt für dieselbe Dauer.</translation>
    </message>
    <message>
        <source>From %1 MB on this computer has no more CPU to give.</source>
        <translation>Ab %1 MB hat dieser Rechner keine CPU mehr zu geben.</translation>
    </message>
    <message>
        <source>One vCPU here: %1 rounds of x = (x × 1103515245 + 12345) mod 2^31 in %2 took %3 ms at 1769 MB, with %4 % of a processor.</source>
        <translation>Eine vCPU hier: %1 Runden von x = (x × 1103515245 + 12345) mod 2^31 in %2 brauchten %3 ms bei 1769 MB, mit %4 % eines Prozessors.</translation>
    </message>
    <message>
        <source>Other programs took part of it: measure again when this computer has nothing else to do.</source>
        <translation>Andere Programme belegten einen Teil davon: noch einmal messen, wenn dieser Rechner sonst nichts zu tun hat.</translation>
    </message>
    <message>
        <source>128 MB had %1 % of that vCPU; Lambda gives 7.2 %.</source>
        <translation>128 MB hatten %1 % dieser vCPU; Lambda gibt 7,2 %.</translation>
    </message>
    <message>
        <source>Where Lambda takes %1 ms for it, read CPU-bound durations × %2.</source>
        <translation>Wo Lambda dafür %1 ms braucht, CPU-gebundene Dauern × %2 lesen.</translation>
    </message>
    <message>
        <source>--reference MS tells by what factor Lambda differs: what the same rounds take there, at 1769 MB, with the same Python.</source>
        <translation>--reference MS sagt, um welchen Faktor Lambda abweicht: wie lange dieselben Runden dort brauchen, bei 1769 MB, mit demselben Python.</translation>
    </message>
    <message>
        <source>%1 MB … (call %2 of %3)</source>
        <translation>%1 MB … (Aufruf %2 von %3)</translation>
    </message>
    <message>
        <source>MemorySize is %1 now.</source>
        <translation>MemorySize ist jetzt %1.</translation>
    </message>
    <message>
        <source>Measures a function at several memory sizes and names the cheapest, the fastest and a balanced one.</source>
        <translation>Misst eine Funktion mit mehreren Speichergrößen und nennt die günstigste, die schnellste und eine ausgewogene.</translation>
    </message>
    <message>
        <source>

Each size gets one call in a new environment, which is shown apart, then the warm ones. Ctrl+C keeps what was measured. Exit status: 0 measured, 1 no size had good calls only, 2 wrong usage, 3 not run or stopped.</source>
        <translation>

Jede Größe bekommt einen Aufruf in einer neuen Umgebung, der getrennt gezeigt wird, dann die warmen. Strg+C behält, was gemessen wurde. Rückgabewert: 0 gemessen, 1 keine Größe hatte nur gute Aufrufe, 2 falscher Gebrauch, 3 nicht ausgeführt oder angehalten.</translation>
    </message>
    <message>
        <source>Name or logical id; &quot;:&quot; and a version or alias may follow.</source>
        <translation>Name oder logische ID; &quot;:&quot; und eine Version oder ein Alias dürfen folgen.</translation>
    </message>
    <message>
        <source>Sizes in MB, 128 to 10240, with commas between.</source>
        <translation>Größen in MB, 128 bis 10240, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>Warm calls of each size.</source>
        <translation>Warme Aufrufe je Größe.</translation>
    </message>
    <message>
        <source>The event from a file; - is standard input.</source>
        <translation>Das Ereignis aus einer Datei; - ist die Standardeingabe.</translation>
    </message>
    <message>
        <source>The event itself.</source>
        <translation>Das Ereignis selbst.</translation>
    </message>
    <message>
        <source>Of the cost in the balanced choice: 0 is speed only, 1 cost only.</source>
        <translation>Gewicht der Kosten bei der ausgewogenen Wahl: 0 ist nur Tempo, 1 nur Kosten.</translation>
    </message>
    <message>
        <source>What --apply and --export go by: cost, speed or balanced.</source>
        <translation>Wonach --apply und --export sich richten: cost, speed oder balanced.</translation>
    </message>
    <message>
        <source>The result as JSON.</source>
        <translation>Das Ergebnis als JSON.</translation>
    </message>
    <message>
        <source>Writes what AWS Lambda Power Tuning puts out.</source>
        <translation>Schreibt, was AWS Lambda Power Tuning ausgibt.</translation>
    </message>
    <message>
        <source>Sets MemorySize in the template.</source>
        <translation>Setzt MemorySize im Template.</translation>
    </message>
    <message>
        <source>First measures what one vCPU of this computer is (needs Python).</source>
        <translation>Misst zuerst, was eine vCPU dieses Rechners ist (braucht Python).</translation>
    </message>
    <message>
        <source>With --calibrate: what its piece of work takes on Lambda.</source>
        <translation>Mit --calibrate: wie lange seine Rechenarbeit auf Lambda dauert.</translation>
    </message>
    <message>
        <source>tune takes one function.</source>
        <translation>tune nimmt eine Funktion.</translation>
    </message>
    <message>
        <source>--event and --payload can&apos;t be used together.</source>
        <translation>--event und --payload schließen einander aus.</translation>
    </message>
    <message>
        <source>--memory takes up to %1 sizes from 128 to 10240 MB.</source>
        <translation>--memory nimmt bis zu %1 Größen von 128 bis 10240 MB.</translation>
    </message>
    <message>
        <source>--times takes a number from 1 to %1.</source>
        <translation>--times nimmt eine Zahl von 1 bis %1.</translation>
    </message>
    <message>
        <source>--weight takes a number from 0 to 1.</source>
        <translation>--weight nimmt eine Zahl von 0 bis 1.</translation>
    </message>
    <message>
        <source>--strategy takes cost, speed or balanced.</source>
        <translation>--strategy nimmt cost, speed oder balanced.</translation>
    </message>
    <message>
        <source>--reference takes milliseconds, and goes with --calibrate.</source>
        <translation>--reference nimmt Millisekunden und geht nur zusammen mit --calibrate.</translation>
    </message>
    <message>
        <source>A published version keeps its memory: --apply takes a function without version or alias.</source>
        <translation>Eine veröffentlichte Version behält ihren Arbeitsspeicher: --apply nimmt eine Funktion ohne Version oder Alias.</translation>
    </message>
</context>
<context>
    <name>app::VersionsCommand</name>
    <message>
        <source>%1 (%2 %), %3 (%4 %)</source>
        <translation>%1 (%2 %), %3 (%4 %)</translation>
    </message>
    <message>
        <source>%1 takes one function.</source>
        <translation>%1 nimmt eine Funktion.</translation>
    </message>
    <message>
        <source>Publishes a function as a version that never changes.</source>
        <translation>Veröffentlicht eine Funktion als Version, die sich nie ändert.</translation>
    </message>
    <message>
        <source>Code, layers and settings are kept as they are now; &quot;lwb invoke FUNCTION:1&quot; runs version 1 later on. When nothing has changed since the newest version, there is no new one. AutoPublishAlias of the template is moved to the version.</source>
        <translation>Code, Layer und Einstellungen bleiben, wie sie jetzt sind; &quot;lwb invoke FUNCTION:1&quot; führt später Version 1 aus. Hat sich seit der neuesten Version nichts geändert, gibt es keine neue. AutoPublishAlias der Vorlage zeigt danach auf die Version.</translation>
    </message>
    <message>
        <source>Name or logical id.</source>
        <translation>Name oder logische ID.</translation>
    </message>
    <message>
        <source>What is new in this version.</source>
        <translation>Was in dieser Version neu ist.</translation>
    </message>
    <message>
        <source>A JSON object.</source>
        <translation>Ein JSON-Objekt.</translation>
    </message>
    <message>
        <source>Lists a function&apos;s versions and aliases.</source>
        <translation>Listet Versionen und Aliasse einer Funktion auf.</translation>
    </message>
    <message>
        <source>Deletes this version.</source>
        <translation>Löscht diese Version.</translation>
    </message>
    <message>
        <source>One JSON object a line.</source>
        <translation>Ein JSON-Objekt je Zeile.</translation>
    </message>
    <message>
        <source>Nothing was published. &quot;lwb publish %1&quot; does.</source>
        <translation>Nichts wurde veröffentlicht. &quot;lwb publish %1&quot; tut es.</translation>
    </message>
    <message>
        <source>VERSION</source>
        <translation>VERSION</translation>
    </message>
    <message>
        <source>PUBLISHED</source>
        <translation>VERÖFFENTLICHT</translation>
    </message>
    <message>
        <source>RUNTIME</source>
        <translation>LAUFZEIT</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>ALIASES</source>
        <translation>ALIASSE</translation>
    </message>
    <message>
        <source>DESCRIPTION</source>
        <translation>BESCHREIBUNG</translation>
    </message>
    <message>
        <source>Makes, moves, shows or deletes an alias of a function.</source>
        <translation>Erstellt, verschiebt, zeigt oder löscht einen Alias einer Funktion.</translation>
    </message>
    <message>
        <source>An alias is a name for a version, or for two that share the calls: &quot;lwb alias hello live --version 1 --additional 2=0.1&quot; sends one call of ten to version 2. &quot;lwb invoke hello:live&quot; calls it.</source>
        <translation>Ein Alias ist ein Name für eine Version oder für zwei, die sich die Aufrufe teilen: &quot;lwb alias hello live --version 1 --additional 2=0.1&quot; schickt einen von zehn Aufrufen an Version 2. &quot;lwb invoke hello:live&quot; ruft ihn auf.</translation>
    </message>
    <message>
        <source>The alias; without it all are listed.</source>
        <translation>Der Alias; ohne ihn werden alle aufgelistet.</translation>
    </message>
    <message>
        <source>What it points to: a number or $LATEST.</source>
        <translation>Worauf er zeigt: eine Nummer oder $LATEST.</translation>
    </message>
    <message>
        <source>A second version, and its share of the calls from 0 to 1.</source>
        <translation>Eine zweite Version und ihr Anteil an den Aufrufen von 0 bis 1.</translation>
    </message>
    <message>
        <source>What it is for.</source>
        <translation>Wofür er da ist.</translation>
    </message>
    <message>
        <source>Deletes the alias.</source>
        <translation>Löscht den Alias.</translation>
    </message>
    <message>
        <source>alias takes a function and the alias&apos;s name.</source>
        <translation>alias nimmt eine Funktion und den Namen des Alias.</translation>
    </message>
    <message>
        <source>--additional takes VERSION=WEIGHT.</source>
        <translation>--additional nimmt VERSION=GEWICHT.</translation>
    </message>
    <message>
        <source>A new alias needs --version.</source>
        <translation>Ein neuer Alias braucht --version.</translation>
    </message>
    <message>
        <source>ALIAS</source>
        <translation>ALIAS</translation>
    </message>
    <message>
        <source>Shows or sets a function&apos;s reserved and provisioned concurrency.</source>
        <translation>Zeigt oder setzt die reservierte und bereitgestellte Parallelität einer Funktion.</translation>
    </message>
    <message>
        <source>Reserved concurrency is a setting of the function and is written into the template. Provisioned concurrency belongs to a version or alias: &quot;lwb concurrency hello:live --provisioned 2&quot;.</source>
        <translation>Reservierte Parallelität ist eine Einstellung der Funktion und wird in die Vorlage geschrieben. Bereitgestellte Parallelität gehört zu einer Version oder einem Alias: &quot;lwb concurrency hello:live --provisioned 2&quot;.</translation>
    </message>
    <message>
        <source>Name or logical id, with a version or alias.</source>
        <translation>Name oder logische ID, mit einer Version oder einem Alias.</translation>
    </message>
    <message>
        <source>At most so many requests at once, and kept for this function; &quot;none&quot; takes the reservation away.</source>
        <translation>Höchstens so viele Anfragen zugleich, und für diese Funktion freigehalten; &quot;none&quot; hebt die Reservierung auf.</translation>
    </message>
    <message>
        <source>So many environments are kept initialised; 0: none.</source>
        <translation>So viele Umgebungen werden initialisiert bereitgehalten; 0: keine.</translation>
    </message>
    <message>
        <source>--reserved takes a number from 0 on, or none.</source>
        <translation>--reserved nimmt eine Zahl ab 0 oder none.</translation>
    </message>
    <message>
        <source>--provisioned takes a number from 0 on.</source>
        <translation>--provisioned nimmt eine Zahl ab 0.</translation>
    </message>
    <message>
        <source>Reserved: %1</source>
        <translation>Reserviert: %1</translation>
    </message>
    <message>
        <source>Reserved: none; shares %1 of the account&apos;s %2</source>
        <translation>Reserviert: nichts; teilt sich %1 der %2 des Kontos</translation>
    </message>
    <message>
        <source>Provisioned for %1: %2</source>
        <translation>Bereitgestellt für %1: %2</translation>
    </message>
</context>
<context>
    <name>engine::AwsSdk</name>
    <message>
        <source>Lambda brings %1 along. Here install the AWS SDK once with &quot;lwb runtimes --sdk %2&quot;, or add it to the function.</source>
        <translation>Lambda bringt %1 mit. Hier installieren Sie das AWS-SDK einmal mit „lwb runtimes --sdk %2“ oder nehmen es in die Funktion auf.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no Lambda runtime.</source>
        <translation>&quot;%1&quot; ist keine Laufzeit von Lambda.</translation>
    </message>
    <message>
        <source>the runtime %1 brings no AWS SDK</source>
        <translation>die Laufzeit %1 bringt kein AWS-SDK mit</translation>
    </message>
</context>
<context>
    <name>engine::AzureMessages</name>
    <message>
        <source>An instance has at most %1 MB; the function is set to more.</source>
        <translation>Eine Instanz hat höchstens %1 MB; die Funktion ist auf mehr eingestellt.</translation>
    </message>
    <message>
        <source>A function runs %1 minutes at most; this one may take longer.</source>
        <translation>Eine Funktion läuft höchstens %1 Minuten; diese kann länger brauchen.</translation>
    </message>
    <message>
        <source>An HTTP request must be answered within %1 seconds.</source>
        <translation>Eine HTTP-Anfrage muss innerhalb von %1 Sekunden beantwortet werden.</translation>
    </message>
    <message>
        <source>The language is not offered.</source>
        <translation>Die Sprache wird nicht angeboten.</translation>
    </message>
    <message>
        <source>The language is not offered as such; it needs a custom handler, a web server of its own.</source>
        <translation>Die Sprache wird als solche nicht angeboten; sie braucht einen Custom Handler, einen eigenen Webserver.</translation>
    </message>
    <message>
        <source>%1 has no instances that are kept ready.</source>
        <translation>%1 hat keine Instanzen, die bereitgehalten werden.</translation>
    </message>
    <message>
        <source>Runs on x86_64; arm64 is not offered.</source>
        <translation>Läuft auf x86_64; arm64 wird nicht angeboten.</translation>
    </message>
    <message>
        <source>There are no layers; their content goes into the package.</source>
        <translation>Es gibt keine Layer; ihr Inhalt kommt in das Paket.</translation>
    </message>
</context>
<context>
    <name>engine::ConfigMessages</name>
    <message>
        <source>&quot;%1&quot; is not a whole number.</source>
        <translation>„%1“ ist keine ganze Zahl.</translation>
    </message>
    <message>
        <source>Enter digits only.</source>
        <translation>Nur Ziffern eingeben.</translation>
    </message>
    <message>
        <source>The function needs a name.</source>
        <translation>Die Funktion braucht einen Namen.</translation>
    </message>
    <message>
        <source>A name has 1 to %1 letters, digits, &quot;-&quot; or &quot;_&quot;.</source>
        <translation>Ein Name besteht aus 1 bis %1 Buchstaben, Ziffern, „-“ oder „_“.</translation>
    </message>
    <message>
        <source>Choose the runtime that the code is written for.</source>
        <translation>Die Runtime wählen, für die der Code geschrieben ist.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no Lambda runtime.</source>
        <translation>„%1“ ist keine Runtime von Lambda.</translation>
    </message>
    <message>
        <source>Choose one of the list, such as python3.13 or nodejs22.x.</source>
        <translation>Eine aus der Liste wählen, etwa python3.13 oder nodejs22.x.</translation>
    </message>
    <message>
        <source>The handler is missing.</source>
        <translation>Der Handler fehlt.</translation>
    </message>
    <message>
        <source>Name file and function, such as app.handler.</source>
        <translation>Datei und Funktion nennen, etwa app.handler.</translation>
    </message>
    <message>
        <source>A handler has at most %1 characters.</source>
        <translation>Ein Handler hat höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>A handler contains no blanks.</source>
        <translation>Ein Handler enthält keine Leerzeichen.</translation>
    </message>
    <message>
        <source>A description has at most %1 characters; this one has %2.</source>
        <translation>Eine Beschreibung hat höchstens %1 Zeichen; diese hat %2.</translation>
    </message>
    <message>
        <source>Memory must be %1 to %2 MB.</source>
        <translation>Der Arbeitsspeicher muss %1 bis %2 MB betragen.</translation>
    </message>
    <message>
        <source>The timeout must be %1 to %2 seconds.</source>
        <translation>Das Zeitlimit muss %1 bis %2 Sekunden betragen.</translation>
    </message>
    <message>
        <source>Ephemeral storage must be %1 to %2 MB.</source>
        <translation>Der /tmp-Speicher muss %1 bis %2 MB betragen.</translation>
    </message>
    <message>
        <source>All variables together may take 4 KB; these take %1 bytes.</source>
        <translation>Alle Variablen zusammen dürfen 4 KB belegen; diese belegen %1 Bytes.</translation>
    </message>
    <message>
        <source>Move large values to a file of the function or to S3.</source>
        <translation>Große Werte in eine Datei der Funktion oder nach S3 verlegen.</translation>
    </message>
    <message>
        <source>Lambda sets %1 itself.</source>
        <translation>Lambda setzt %1 selbst.</translation>
    </message>
    <message>
        <source>Use another name.</source>
        <translation>Einen anderen Namen verwenden.</translation>
    </message>
    <message>
        <source>%1 is there twice.</source>
        <translation>%1 kommt zweimal vor.</translation>
    </message>
    <message>
        <source>Remove one of them.</source>
        <translation>Eine davon entfernen.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; can&apos;t be a variable&apos;s name: it starts with a letter and goes on with letters, digits and &quot;_&quot;, at least two in all.</source>
        <translation>„%1“ kann keine Variable heißen: Der Name beginnt mit einem Buchstaben, dann folgen Buchstaben, Ziffern und „_“, insgesamt mindestens zwei Zeichen.</translation>
    </message>
    <message>
        <source>Remove a layer, or put what two of them hold into one.</source>
        <translation>Entfernen Sie einen Layer, oder legen Sie den Inhalt von zweien in einen.</translation>
    </message>
    <message>
        <source>A function can&apos;t be its own destination.</source>
        <translation>Eine Funktion kann nicht ihr eigenes Ziel sein.</translation>
    </message>
    <message>
        <source>Dead letters go to a queue (SQS) or a topic (SNS), not to %1.</source>
        <translation>Unzustellbare Ereignisse gehen an eine Warteschlange (SQS) oder ein Thema (SNS), nicht an %1.</translation>
    </message>
    <message>
        <source>A destination is a queue (SQS), a topic (SNS), a function or an event bus, not %1.</source>
        <translation>Ein Ziel ist eine Warteschlange (SQS), ein Thema (SNS), eine Funktion oder ein Ereignisbus, nicht %1.</translation>
    </message>
    <message>
        <source>A destination of failures is a queue (SQS), a topic (SNS), a function, an event bus or a bucket, not %1.</source>
        <translation>Ein Ziel für Fehler ist eine Warteschlange (SQS), ein Thema (SNS), eine Funktion, ein Ereignisbus oder ein Bucket, nicht %1.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no ARN of a target.</source>
        <translation>&quot;%1&quot; ist kein ARN eines Ziels.</translation>
    </message>
    <message>
        <source>Of a queue in the template it is !GetAtt QUEUE.Arn; !Ref is its URL.</source>
        <translation>Bei einer Warteschlange der Vorlage ist es !GetAtt QUEUE.Arn; !Ref ist ihre URL.</translation>
    </message>
    <message>
        <source>Reserved concurrency can&apos;t be less than 0.</source>
        <translation>Die reservierte Parallelität kann nicht kleiner als 0 sein.</translation>
    </message>
    <message>
        <source>Leave it out to share the account&apos;s concurrency.</source>
        <translation>Weggelassen teilt sich die Funktion die Parallelität des Kontos.</translation>
    </message>
    <message>
        <source>At most %1 can be reserved: of the account&apos;s %2, %3 must stay for functions without a reservation.</source>
        <translation>Höchstens %1 lassen sich reservieren: Von den %2 des Kontos müssen %3 für Funktionen ohne Reservierung bleiben.</translation>
    </message>
    <message>
        <source>Reserve less, here or for another function.</source>
        <translation>Reservieren Sie weniger, hier oder bei einer anderen Funktion.</translation>
    </message>
    <message>
        <source>The age of an event must be %1 to %2 seconds.</source>
        <translation>Das Alter eines Ereignisses muss %1 bis %2 Sekunden sein.</translation>
    </message>
    <message>
        <source>An event is tried again 0 to %1 times.</source>
        <translation>Ein Ereignis wird 0- bis %1-mal wiederholt.</translation>
    </message>
    <message>
        <source>A function reaches at most %1 ports of this machine; these are %2.</source>
        <translation>Eine Funktion erreicht höchstens %1 Ports dieser Maschine; hier sind es %2.</translation>
    </message>
    <message>
        <source>Remove those that it does not need.</source>
        <translation>Die entfernen, die sie nicht braucht.</translation>
    </message>
    <message>
        <source>Port %1 is taken inside the sandbox: 9001 by the Runtime API, 2000 by the X-Ray daemon.</source>
        <translation>Port %1 ist in der Sandbox belegt: 9001 von der Runtime-API, 2000 vom X-Ray-Daemon.</translation>
    </message>
    <message>
        <source>Let the service on this machine listen on another port.</source>
        <translation>Den Dienst auf dieser Maschine an einem anderen Port lauschen lassen.</translation>
    </message>
    <message>
        <source>Port %1 is there twice.</source>
        <translation>Port %1 kommt zweimal vor.</translation>
    </message>
    <message>
        <source>%1 is no port: ports are numbers from 1 to %2.</source>
        <translation>%1 ist kein Port: Ports sind Zahlen von 1 bis %2.</translation>
    </message>
</context>
<context>
    <name>engine::Dependencies</name>
    <message>
        <source>%1 needed too much memory</source>
        <translation>%1 brauchte zu viel Arbeitsspeicher</translation>
    </message>
    <message>
        <source>%1 took too long</source>
        <translation>%1 dauerte zu lange</translation>
    </message>
    <message>
        <source>%1 in the configuration is an address of this machine, which the sandbox can&apos;t reach. Give %2 one of the network, or files in the folder.</source>
        <translation>%1 in der Konfiguration ist eine Adresse dieses Rechners, die die Sandbox nicht erreicht. Geben Sie %2 eine im Netz oder Dateien im Ordner.</translation>
    </message>
</context>
<context>
    <name>engine::EventMessages</name>
    <message>
        <source>There is no field &quot;%1&quot; in this event.</source>
        <translation>In diesem Ereignis gibt es kein Feld „%1“.</translation>
    </message>
    <message>
        <source>%1 is needed.</source>
        <translation>%1 ist nötig.</translation>
    </message>
    <message>
        <source>%1, line %2: &quot;%3&quot; is no &quot;Name: value&quot;.</source>
        <translation>%1, Zeile %2: „%3“ ist kein &quot;Name: Wert&quot;.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be &quot;%2&quot;: %3.</source>
        <translation>%1 kann nicht „%2“ sein: %3.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be &quot;%2&quot;.</source>
        <translation>%1 kann nicht „%2“ sein.</translation>
    </message>
    <message>
        <source>%1 must be a whole number.</source>
        <translation>%1 muss eine ganze Zahl sein.</translation>
    </message>
    <message>
        <source>%1 must be at least %2.</source>
        <translation>%1 muss mindestens %2 sein.</translation>
    </message>
    <message>
        <source>%1 must be at most %2.</source>
        <translation>%1 darf höchstens %2 sein.</translation>
    </message>
    <message>
        <source>%1 must be one of: %2.</source>
        <translation>%1 muss eines hiervon sein: %2.</translation>
    </message>
    <message>
        <source>%1 is not JSON (line %2, column %3): %4</source>
        <translation>%1 ist kein JSON (Zeile %2, Spalte %3): %4</translation>
    </message>
    <message>
        <source>%1 takes at most %2.</source>
        <translation>%1: höchstens %2 sind möglich.</translation>
    </message>
    <message>
        <source>The path %1 does not go to this route.</source>
        <translation>Der Pfad %1 führt nicht zu dieser Route.</translation>
    </message>
    <message>
        <source>the function has no environment variable %1 for {{%2}}</source>
        <translation>die Funktion hat keine Umgebungsvariable %1 für {{%2}}</translation>
    </message>
    <message>
        <source>there is no variable {{%1}}; there are {{uuid}}, {{now}} and {{env.NAME}}, and {{{{ stands for two braces</source>
        <translation>es gibt keine Variable {{%1}}; es gibt {{uuid}}, {{now}} und {{env.NAME}}, und {{{{ steht für zwei Klammern</translation>
    </message>
    <message>
        <source>this quote is not closed</source>
        <translation>dieses Anführungszeichen ist nicht geschlossen</translation>
    </message>
    <message>
        <source>this is no curl command</source>
        <translation>das ist kein curl-Befehl</translation>
    </message>
    <message>
        <source>the command has no URL</source>
        <translation>der Befehl hat keine URL</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a second URL; an event has one</source>
        <translation>„%1“ ist eine zweite URL; ein Ereignis hat eine</translation>
    </message>
    <message>
        <source>the option %1 is not known</source>
        <translation>die Option %1 ist nicht bekannt</translation>
    </message>
    <message>
        <source>the option %1 needs a value</source>
        <translation>die Option %1 braucht einen Wert</translation>
    </message>
    <message>
        <source>what %1 sends can&apos;t be taken over</source>
        <translation>was %1 sendet, lässt sich nicht übernehmen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; reads a file; put its content in its place</source>
        <translation>„%1“ liest eine Datei; stattdessen ihren Inhalt einsetzen</translation>
    </message>
    <message>
        <source>there is no JSON object or list in this text</source>
        <translation>in diesem Text ist kein JSON-Objekt und keine JSON-Liste</translation>
    </message>
</context>
<context>
    <name>engine::EventWords</name>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>starts with /</source>
        <translation>beginnt mit /</translation>
    </message>
    <message>
        <source>Query string</source>
        <translation>Query-String</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>one &quot;Name: value&quot; a line</source>
        <translation>ein &quot;Name: Wert&quot; je Zeile</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Body</translation>
    </message>
    <message>
        <source>Target group</source>
        <translation>Zielgruppe</translation>
    </message>
    <message>
        <source>Request, single-value headers</source>
        <translation>Anfrage, Header mit einem Wert</translation>
    </message>
    <message>
        <source>Request, multi-value headers</source>
        <translation>Anfrage, Header mit mehreren Werten</translation>
    </message>
    <message>
        <source>Health check</source>
        <translation>Zustandsprüfung</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>the API&apos;s route, such as /orders/{id}, /{proxy+} or $default</source>
        <translation>die Route der API, etwa /orders/{id}, /{proxy+} oder $default</translation>
    </message>
    <message>
        <source>Authorizer</source>
        <translation>Authorizer</translation>
    </message>
    <message>
        <source>Request (payload 2.0)</source>
        <translation>Anfrage (Payload 2.0)</translation>
    </message>
    <message>
        <source>Request (payload 1.0)</source>
        <translation>Anfrage (Payload 1.0)</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>Ressource</translation>
    </message>
    <message>
        <source>the API&apos;s resource, such as /orders/{id} or /{proxy+}</source>
        <translation>die Ressource der API, etwa /orders/{id} oder /{proxy+}</translation>
    </message>
    <message>
        <source>Binary body (base64)</source>
        <translation>Binärer Body (Base64)</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Stage</translation>
    </message>
    <message>
        <source>Applications</source>
        <translation>Anwendungen</translation>
    </message>
    <message>
        <source>Parent type</source>
        <translation>Übergeordneter Typ</translation>
    </message>
    <message>
        <source>GraphQL field</source>
        <translation>GraphQL-Feld</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Direct resolver</source>
        <translation>Direkter Resolver</translation>
    </message>
    <message>
        <source>Direct resolver, batched</source>
        <translation>Direkter Resolver, gebündelt</translation>
    </message>
    <message>
        <source>Stage variables</source>
        <translation>Stage-Variablen</translation>
    </message>
    <message>
        <source>Lambda authorizer</source>
        <translation>Lambda-Authorizer</translation>
    </message>
    <message>
        <source>the API&apos;s route, such as /orders/{id} or /{proxy+}</source>
        <translation>die Route der API, etwa /orders/{id} oder /{proxy+}</translation>
    </message>
    <message>
        <source>REST API, TOKEN</source>
        <translation>REST-API, TOKEN</translation>
    </message>
    <message>
        <source>REST API, REQUEST</source>
        <translation>REST-API, REQUEST</translation>
    </message>
    <message>
        <source>HTTP API, format 1.0</source>
        <translation>HTTP-API, Format 1.0</translation>
    </message>
    <message>
        <source>HTTP API, format 2.0</source>
        <translation>HTTP-API, Format 2.0</translation>
    </message>
    <message>
        <source>WebSocket, REQUEST on $connect</source>
        <translation>WebSocket, REQUEST bei $connect</translation>
    </message>
    <message>
        <source>Action group</source>
        <translation>Aktionsgruppe</translation>
    </message>
    <message>
        <source>API path</source>
        <translation>API-Pfad</translation>
    </message>
    <message>
        <source>Function of the action group</source>
        <translation>Funktion der Aktionsgruppe</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>Was gesagt wurde</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Action group with an API schema</source>
        <translation>Aktionsgruppe mit API-Schema</translation>
    </message>
    <message>
        <source>Action group with function details</source>
        <translation>Aktionsgruppe mit Funktionsdetails</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Betrieb</translation>
    </message>
    <message>
        <source>Resource type</source>
        <translation>Ressourcentyp</translation>
    </message>
    <message>
        <source>Logical id</source>
        <translation>Logische ID</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Eigenschaften</translation>
    </message>
    <message>
        <source>Properties before</source>
        <translation>Eigenschaften davor</translation>
    </message>
    <message>
        <source>Physical id</source>
        <translation>Physische ID</translation>
    </message>
    <message>
        <source>Response URL</source>
        <translation>Antwort-URL</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Erstellen</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Status code</source>
        <translation>Statuscode</translation>
    </message>
    <message>
        <source>Response headers</source>
        <translation>Antwort-Header</translation>
    </message>
    <message>
        <source>Viewer request</source>
        <translation>Viewer-Anfrage</translation>
    </message>
    <message>
        <source>Origin request</source>
        <translation>Origin-Anfrage</translation>
    </message>
    <message>
        <source>Origin response</source>
        <translation>Origin-Antwort</translation>
    </message>
    <message>
        <source>Viewer response</source>
        <translation>Viewer-Antwort</translation>
    </message>
    <message>
        <source>Log group</source>
        <translation>Protokollgruppe</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Log lines</source>
        <translation>Protokollzeilen</translation>
    </message>
    <message>
        <source>one log event a line</source>
        <translation>ein Protokollereignis je Zeile</translation>
    </message>
    <message>
        <source>Log events (gzip, base64)</source>
        <translation>Protokollereignisse (gzip, Base64)</translation>
    </message>
    <message>
        <source>Control message</source>
        <translation>Steuernachricht</translation>
    </message>
    <message>
        <source>User parameters</source>
        <translation>Benutzerparameter</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>Bucket</translation>
    </message>
    <message>
        <source>3 to 63 lower-case letters, digits, dots, hyphens</source>
        <translation>3 bis 63 Kleinbuchstaben, Ziffern, Punkte, Bindestriche</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Continuation token</source>
        <translation>Fortsetzungstoken</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Job</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>User pool</source>
        <translation>Benutzerpool</translation>
    </message>
    <message>
        <source>Client metadata</source>
        <translation>Client-Metadaten</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Pre sign-up</source>
        <translation>Vor der Registrierung</translation>
    </message>
    <message>
        <source>Post confirmation</source>
        <translation>Nach der Bestätigung</translation>
    </message>
    <message>
        <source>Pre authentication</source>
        <translation>Vor der Authentifizierung</translation>
    </message>
    <message>
        <source>Post authentication</source>
        <translation>Nach der Authentifizierung</translation>
    </message>
    <message>
        <source>Define auth challenge</source>
        <translation>Auth-Challenge festlegen</translation>
    </message>
    <message>
        <source>Create auth challenge</source>
        <translation>Auth-Challenge erstellen</translation>
    </message>
    <message>
        <source>Verify auth challenge response</source>
        <translation>Antwort auf die Auth-Challenge prüfen</translation>
    </message>
    <message>
        <source>Pre token generation, version 1</source>
        <translation>Vor der Token-Erzeugung, Version 1</translation>
    </message>
    <message>
        <source>Pre token generation, version 2</source>
        <translation>Vor der Token-Erzeugung, Version 2</translation>
    </message>
    <message>
        <source>Migrate user</source>
        <translation>Benutzer migrieren</translation>
    </message>
    <message>
        <source>Custom message</source>
        <translation>Benutzerdefinierte Nachricht</translation>
    </message>
    <message>
        <source>Custom sender</source>
        <translation>Benutzerdefinierter Absender</translation>
    </message>
    <message>
        <source>Inbound federation</source>
        <translation>Eingehende Föderation</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Rule parameters</source>
        <translation>Regelparameter</translation>
    </message>
    <message>
        <source>Resource id</source>
        <translation>Ressourcen-ID</translation>
    </message>
    <message>
        <source>Scheduled evaluation</source>
        <translation>Geplante Auswertung</translation>
    </message>
    <message>
        <source>Configuration change</source>
        <translation>Konfigurationsänderung</translation>
    </message>
    <message>
        <source>Configuration change, item too large</source>
        <translation>Konfigurationsänderung, Element zu groß</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>Telefonnummer</translation>
    </message>
    <message>
        <source>Contact attributes</source>
        <translation>Kontaktattribute</translation>
    </message>
    <message>
        <source>Contact flow</source>
        <translation>Kontaktablauf</translation>
    </message>
    <message>
        <source>Streams</source>
        <translation>Streams</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Key attributes</source>
        <translation>Schlüsselattribute</translation>
    </message>
    <message>
        <source>names, separated by commas</source>
        <translation>Namen, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Element</translation>
    </message>
    <message>
        <source>plain JSON, or DynamoDB&apos;s own form</source>
        <translation>einfaches JSON oder die eigene Form von DynamoDB</translation>
    </message>
    <message>
        <source>Item before</source>
        <translation>Element davor</translation>
    </message>
    <message>
        <source>Item inserted</source>
        <translation>Element eingefügt</translation>
    </message>
    <message>
        <source>Item modified</source>
        <translation>Element geändert</translation>
    </message>
    <message>
        <source>Item removed</source>
        <translation>Element entfernt</translation>
    </message>
    <message>
        <source>Item expired (time to live)</source>
        <translation>Element abgelaufen (Time to Live)</translation>
    </message>
    <message>
        <source>Messaging</source>
        <translation>Messaging</translation>
    </message>
    <message>
        <source>Detail type</source>
        <translation>Detailtyp</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Detail</translation>
    </message>
    <message>
        <source>Event of a bus</source>
        <translation>Ereignis eines Ereignisbusses</translation>
    </message>
    <message>
        <source>Scheduled rule</source>
        <translation>Geplante Regel</translation>
    </message>
    <message>
        <source>Request (AuthType NONE)</source>
        <translation>Anfrage (AuthType NONE)</translation>
    </message>
    <message>
        <source>Request (AuthType AWS_IAM)</source>
        <translation>Anfrage (AuthType AWS_IAM)</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Payload</translation>
    </message>
    <message>
        <source>what the rule&apos;s SQL selects</source>
        <translation>was das SQL der Regel auswählt</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Seriennummer</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>Klick</translation>
    </message>
    <message>
        <source>Button</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>1-Click (ended in 2024)</source>
        <translation>1-Click (2024 eingestellt)</translation>
    </message>
    <message>
        <source>Custom authorizer</source>
        <translation>Benutzerdefinierter Authorizer</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>one record a line; the event has them in base64</source>
        <translation>ein Datensatz je Zeile; im Ereignis stehen sie in Base64</translation>
    </message>
    <message>
        <source>Records of Amazon MSK</source>
        <translation>Datensätze von Amazon MSK</translation>
    </message>
    <message>
        <source>Records of a cluster of your own</source>
        <translation>Datensätze eines eigenen Clusters</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Stream</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Partition key</source>
        <translation>Partitionsschlüssel</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Last call of the window</source>
        <translation>Letzter Aufruf des Fensters</translation>
    </message>
    <message>
        <source>Records in a tumbling window</source>
        <translation>Datensätze in einem rollierenden Fenster</translation>
    </message>
    <message>
        <source>Intent</source>
        <translation>Intent</translation>
    </message>
    <message>
        <source>Slots</source>
        <translation>Slots</translation>
    </message>
    <message>
        <source>Input mode</source>
        <translation>Eingabemodus</translation>
    </message>
    <message>
        <source>Session attributes</source>
        <translation>Sitzungsattribute</translation>
    </message>
    <message>
        <source>Version 2, fulfilment</source>
        <translation>Version 2, Erfüllung</translation>
    </message>
    <message>
        <source>Version 2, dialog</source>
        <translation>Version 2, Dialog</translation>
    </message>
    <message>
        <source>Version 1 (ended in 2025)</source>
        <translation>Version 1 (2025 eingestellt)</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>one message a line; the event has them in base64</source>
        <translation>eine Nachricht je Zeile; im Ereignis stehen sie in Base64</translation>
    </message>
    <message>
        <source>Messages of ActiveMQ</source>
        <translation>Nachrichten von ActiveMQ</translation>
    </message>
    <message>
        <source>Messages of RabbitMQ</source>
        <translation>Nachrichten von RabbitMQ</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>as it is; the event has it URL-encoded</source>
        <translation>wie er ist; im Ereignis steht er URL-kodiert</translation>
    </message>
    <message>
        <source>Size in bytes</source>
        <translation>Größe in Bytes</translation>
    </message>
    <message>
        <source>Version id</source>
        <translation>Versions-ID</translation>
    </message>
    <message>
        <source>on versioned buckets</source>
        <translation>bei Buckets mit Versionierung</translation>
    </message>
    <message>
        <source>Object created (Put)</source>
        <translation>Objekt erstellt (Put)</translation>
    </message>
    <message>
        <source>Object created (Post)</source>
        <translation>Objekt erstellt (Post)</translation>
    </message>
    <message>
        <source>Object created (Copy)</source>
        <translation>Objekt erstellt (Copy)</translation>
    </message>
    <message>
        <source>Object created (multipart upload)</source>
        <translation>Objekt erstellt (mehrteiliger Upload)</translation>
    </message>
    <message>
        <source>Object deleted</source>
        <translation>Objekt gelöscht</translation>
    </message>
    <message>
        <source>Delete marker created</source>
        <translation>Löschmarkierung erstellt</translation>
    </message>
    <message>
        <source>Tags put</source>
        <translation>Tags gesetzt</translation>
    </message>
    <message>
        <source>Tags deleted</source>
        <translation>Tags gelöscht</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Schedule group</source>
        <translation>Zeitplangruppe</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Schedule without input</source>
        <translation>Zeitplan ohne Eingabe</translation>
    </message>
    <message>
        <source>Schedule with input</source>
        <translation>Zeitplan mit Eingabe</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Spam verdict</source>
        <translation>Spam-Urteil</translation>
    </message>
    <message>
        <source>Virus verdict</source>
        <translation>Viren-Urteil</translation>
    </message>
    <message>
        <source>Invocation type</source>
        <translation>Aufrufart</translation>
    </message>
    <message>
        <source>Mail received</source>
        <translation>E-Mail empfangen</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Message attributes</source>
        <translation>Nachrichtenattribute</translation>
    </message>
    <message>
        <source>Notification</source>
        <translation>Benachrichtigung</translation>
    </message>
    <message>
        <source>Bodies</source>
        <translation>Inhalte</translation>
    </message>
    <message>
        <source>one message a line</source>
        <translation>eine Nachricht je Zeile</translation>
    </message>
    <message>
        <source>Message group</source>
        <translation>Nachrichtengruppe</translation>
    </message>
    <message>
        <source>Receive count</source>
        <translation>Empfangszähler</translation>
    </message>
    <message>
        <source>Messages of a standard queue</source>
        <translation>Nachrichten einer Standard-Warteschlange</translation>
    </message>
    <message>
        <source>Messages of a FIFO queue</source>
        <translation>Nachrichten einer FIFO-Warteschlange</translation>
    </message>
    <message>
        <source>Notification of an SNS topic in a queue</source>
        <translation>Benachrichtigung eines SNS-Themas in einer Warteschlange</translation>
    </message>
    <message>
        <source>what the task&apos;s Parameters or Arguments give</source>
        <translation>was Parameters oder Arguments des Tasks ergeben</translation>
    </message>
    <message>
        <source>Task token</source>
        <translation>Task-Token</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>Task that waits for a token</source>
        <translation>Task, der auf ein Token wartet</translation>
    </message>
    <message>
        <source>Connection id</source>
        <translation>Verbindungs-ID</translation>
    </message>
    <message>
        <source>what the route selection expression gives, else $default</source>
        <translation>was der Routenauswahlausdruck ergibt, sonst $default</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Message of an SQS queue</source>
        <translation>Nachricht einer SQS-Warteschlange</translation>
    </message>
    <message>
        <source>Notification of an SNS topic</source>
        <translation>Benachrichtigung eines SNS-Themas</translation>
    </message>
    <message>
        <source>SNS notification in an SQS queue</source>
        <translation>SNS-Benachrichtigung in einer SQS-Warteschlange</translation>
    </message>
    <message>
        <source>Body of an HTTP API request (2.0)</source>
        <translation>Body einer Anfrage an eine HTTP-API (2.0)</translation>
    </message>
    <message>
        <source>Body of a REST API request (1.0)</source>
        <translation>Body einer Anfrage an eine REST-API (1.0)</translation>
    </message>
    <message>
        <source>Body of a function URL request</source>
        <translation>Body einer Anfrage an eine Funktions-URL</translation>
    </message>
    <message>
        <source>Detail of an EventBridge event</source>
        <translation>Detail eines EventBridge-Ereignisses</translation>
    </message>
</context>
<context>
    <name>engine::Messages</name>
    <message>
        <source>%1 is not there.</source>
        <translation>%1 ist nicht vorhanden.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Den Pfad prüfen.</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 ist schon vorhanden.</translation>
    </message>
    <message>
        <source>Choose another name or an empty folder.</source>
        <translation>Einen anderen Namen oder einen leeren Ordner wählen.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read: %2.</source>
        <translation>%1 ist nicht lesbar: %2.</translation>
    </message>
    <message>
        <source>Check the file&apos;s permissions.</source>
        <translation>Die Rechte der Datei prüfen.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written: %2.</source>
        <translation>%1 ist nicht schreibbar: %2.</translation>
    </message>
    <message>
        <source>Check the permissions, the free space, and that the disk is not read-only.</source>
        <translation>Rechte und freien Platz prüfen, und ob der Datenträger schreibgeschützt ist.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Mend the text at that place.</source>
        <translation>Den Text an dieser Stelle berichtigen.</translation>
    </message>
    <message>
        <source>The workspace&apos;s template must be an AWS SAM or CloudFormation template with functions under Resources.</source>
        <translation>Das Template des Arbeitsbereichs muss ein AWS-SAM- oder CloudFormation-Template mit Funktionen unter Resources sein.</translation>
    </message>
    <message>
        <source>There is no function named &quot;%1&quot; in this workspace.</source>
        <translation>In diesem Arbeitsbereich gibt es keine Funktion namens „%1“.</translation>
    </message>
    <message>
        <source>&quot;lwb functions&quot; lists the functions.</source>
        <translation>„lwb functions“ listet die Funktionen auf.</translation>
    </message>
    <message>
        <source>The configuration of &quot;%1&quot; is not valid: %2</source>
        <translation>Die Konfiguration von „%1“ ist ungültig: %2</translation>
    </message>
    <message>
        <source>Correct the setting in the form or in the template.</source>
        <translation>Die Einstellung im Formular oder im Template berichtigen.</translation>
    </message>
    <message>
        <source>This is larger than the limit of %1 bytes.</source>
        <translation>Das ist größer als die Grenze von %1 Bytes.</translation>
    </message>
    <message>
        <source>The event is not JSON: %1</source>
        <translation>Das Ereignis ist kein JSON: %1</translation>
    </message>
    <message>
        <source>The event is not JSON (%1): %2</source>
        <translation>Das Ereignis ist kein JSON (%1): %2</translation>
    </message>
    <message>
        <source>Correct the event at that place.</source>
        <translation>Das Ereignis an dieser Stelle berichtigen.</translation>
    </message>
    <message>
        <source>No interpreter for the runtime %1 is installed.</source>
        <translation>Für die Runtime %1 ist kein Interpreter installiert.</translation>
    </message>
    <message>
        <source>Install it with: %1</source>
        <translation>Installieren mit: %1</translation>
    </message>
    <message>
        <source>The function&apos;s code is not there: %1.</source>
        <translation>Der Code der Funktion ist nicht vorhanden: %1.</translation>
    </message>
    <message>
        <source>Check CodeUri in the template.</source>
        <translation>CodeUri im Template prüfen.</translation>
    </message>
    <message>
        <source>This machine does not allow sandboxes: %1.</source>
        <translation>Diese Maschine lässt keine Sandbox zu: %1.</translation>
    </message>
    <message>
        <source>&quot;lwb doctor&quot; says what to change.</source>
        <translation>„lwb doctor“ sagt, was zu ändern ist.</translation>
    </message>
    <message>
        <source>The sandbox did not start: %1</source>
        <translation>Die Sandbox ist nicht gestartet: %1</translation>
    </message>
    <message>
        <source>&quot;lwb doctor&quot; checks what the sandbox needs.</source>
        <translation>„lwb doctor“ prüft, was die Sandbox braucht.</translation>
    </message>
    <message>
        <source>Rate Exceeded. The request was throttled: %1.</source>
        <translation>Rate Exceeded. Die Anfrage wurde gedrosselt: %1.</translation>
    </message>
    <message>
        <source>Send fewer requests at once, or raise the limit.</source>
        <translation>Weniger Anfragen gleichzeitig senden oder die Grenze anheben.</translation>
    </message>
    <message>
        <source>%1 was changed by another program.</source>
        <translation>Ein anderes Programm hat %1 geändert.</translation>
    </message>
    <message>
        <source>Choose which version to keep.</source>
        <translation>Wählen, welche Fassung bleiben soll.</translation>
    </message>
    <message>
        <source>%1 is set by an intrinsic function: %2.</source>
        <translation>%1 wird von einer intrinsischen Funktion gesetzt: %2.</translation>
    </message>
    <message>
        <source>Edit the parameter, or replace the intrinsic by a value.</source>
        <translation>Den Parameter ändern oder die intrinsische Funktion durch einen Wert ersetzen.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>This is not supported: %1.</source>
        <translation>Das wird nicht unterstützt: %1.</translation>
    </message>
    <message>
        <source>Something failed in the system: %1.</source>
        <translation>Im System ist etwas fehlgeschlagen: %1.</translation>
    </message>
    <message>
        <source>line %1, column %2</source>
        <translation>Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>file, position</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>The installation failed: %1</source>
        <translation>Die Installation ist gescheitert: %1</translation>
    </message>
    <message>
        <source>Its output tells more.</source>
        <translation>Ihre Ausgabe sagt mehr.</translation>
    </message>
    <message>
        <source>Install what is missing with: %1</source>
        <translation>Installieren Sie, was fehlt, mit: %1</translation>
    </message>
    <message>
        <source>The layer %1 is not there: %2.</source>
        <translation>Der Layer %1 ist nicht da: %2.</translation>
    </message>
    <message>
        <source>Check ContentUri of the layer in the template.</source>
        <translation>Prüfen Sie ContentUri des Layers im Template.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be unpacked: %2</source>
        <translation>%1 lässt sich nicht entpacken: %2</translation>
    </message>
    <message>
        <source>Make the archive anew from a folder that can be trusted.</source>
        <translation>Packen Sie das Archiv neu, aus einem vertrauenswürdigen Ordner.</translation>
    </message>
    <message>
        <source>Take out what the function does not need, such as development dependencies, or load it at run time.</source>
        <translation>Nehmen Sie heraus, was die Funktion nicht braucht, etwa Entwicklungsabhängigkeiten, oder laden Sie es zur Laufzeit.</translation>
    </message>
    <message>
        <source>%1 is not installed, and this function is built with it.</source>
        <translation>%1 ist nicht installiert, und diese Funktion wird damit gebaut.</translation>
    </message>
    <message>
        <source>The build failed: %1</source>
        <translation>Der Build ist gescheitert: %1</translation>
    </message>
    <message>
        <source>The build failed: %1: %2</source>
        <translation>Der Build ist gescheitert: %1: %2</translation>
    </message>
    <message>
        <source>Mend the code at that place; &quot;lwb build&quot; shows all of the output.</source>
        <translation>Beheben Sie den Fehler an dieser Stelle; „lwb build“ zeigt die ganze Ausgabe.</translation>
    </message>
    <message>
        <source>A package is missing: %1</source>
        <translation>Ein Paket fehlt: %1</translation>
    </message>
    <message>
        <source>A package is missing: %1: %2</source>
        <translation>Ein Paket fehlt: %1: %2</translation>
    </message>
    <message>
        <source>Builds have no network. Install what it needs with: lwb deps FUNCTION</source>
        <translation>Builds haben kein Netz. Installieren Sie, was gebraucht wird, mit: lwb deps FUNCTION</translation>
    </message>
    <message>
        <source>The workspace %1 is not trusted, and building its code would run programs that it brings along.</source>
        <translation>Dem Arbeitsbereich %1 wird nicht vertraut, und beim Bauen seines Codes würden Programme laufen, die er mitbringt.</translation>
    </message>
    <message>
        <source>If you trust those who wrote it: lwb -C %1 trust</source>
        <translation>Wenn Sie denen vertrauen, die ihn geschrieben haben: lwb -C %1 trust</translation>
    </message>
    <message>
        <source>There are no keys of an AWS profile &quot;%1&quot; in %2.</source>
        <translation>In %2 stehen keine Schlüssel eines AWS-Profils „%1“.</translation>
    </message>
    <message>
        <source>Add them with &quot;aws configure --profile %1&quot;, or let the function have no profile. Profiles of single sign-on have none: &quot;aws configure export-credentials&quot; prints temporary ones.</source>
        <translation>Tragen Sie sie mit „aws configure --profile %1“ ein, oder geben Sie der Funktion kein Profil. Profile mit Single Sign-on haben keine: „aws configure export-credentials“ gibt vorübergehende aus.</translation>
    </message>
    <message>
        <source>The workspace %1 is not trusted, and the function asks for the keys of your AWS profile &quot;%2&quot;.</source>
        <translation>Dem Arbeitsbereich %1 wird nicht vertraut, und die Funktion verlangt die Schlüssel Ihres AWS-Profils „%2“.</translation>
    </message>
    <message>
        <source>There is no function, version or alias &quot;%1&quot; in this workspace.</source>
        <translation>In diesem Arbeitsbereich gibt es keine Funktion, keine Version und keinen Alias &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>&quot;lwb versions FUNCTION&quot; lists its versions and aliases, &quot;lwb publish FUNCTION&quot; makes one.</source>
        <translation>&quot;lwb versions FUNKTION&quot; listet ihre Versionen und Aliasse auf, &quot;lwb publish FUNKTION&quot; erstellt eine.</translation>
    </message>
    <message>
        <source>Lambda refuses this: %1</source>
        <translation>Lambda lehnt das ab: %1</translation>
    </message>
    <message>
        <source>The workspace %1 is not trusted, and its template asks for a network for this function: %2.</source>
        <translation>Dem Arbeitsbereich %1 wird nicht vertraut, und sein Template verlangt ein Netzwerk für diese Funktion: %2.</translation>
    </message>
    <message>
        <source>If you trust those who wrote it: lwb -C %1 trust. For one call: lwb invoke --network.</source>
        <translation>Wenn Sie denen vertrauen, die ihn geschrieben haben: lwb -C %1 trust. Für einen Aufruf: lwb invoke --network.</translation>
    </message>
</context>
<context>
    <name>engine::NewFunction</name>
    <message>
        <source>there is no starter &quot;%1&quot;</source>
        <translation>es gibt keine Startvorlage „%1“</translation>
    </message>
    <message>
        <source>there is no runtime &quot;%1&quot; to start with</source>
        <translation>es gibt keine Runtime „%1“, mit der sich beginnen lässt</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is there for %2, not for %3</source>
        <translation>„%1“ gibt es für %2, nicht für %3</translation>
    </message>
    <message>
        <source>A name has 1 to %1 letters, digits, hyphens and underscores.</source>
        <translation>Ein Name besteht aus 1 bis %1 Buchstaben, Ziffern, Bindestrichen und Unterstrichen.</translation>
    </message>
    <message>
        <source>a link leads out of the workspace</source>
        <translation>ein Link führt aus dem Arbeitsbereich hinaus</translation>
    </message>
    <message>
        <source>there is no mapping in it</source>
        <translation>darin ist kein Mapping</translation>
    </message>
    <message>
        <source>a function can&apos;t be added to its Resources</source>
        <translation>seinen Resources lässt sich keine Funktion hinzufügen</translation>
    </message>
    <message>
        <source>it can&apos;t be made executable</source>
        <translation>es lässt sich nicht ausführbar machen</translation>
    </message>
    <message>
        <source>The folder of this name is for saved events.</source>
        <translation>Der Ordner dieses Namens ist für gespeicherte Ereignisse da.</translation>
    </message>
</context>
<context>
    <name>engine::ProblemMessages</name>
    <message>
        <source>Mend the text at that place; functions after it are not read.</source>
        <translation>Den Text an dieser Stelle berichtigen; Funktionen danach werden nicht gelesen.</translation>
    </message>
    <message>
        <source>Give the parameter a default, or write the value itself.</source>
        <translation>Dem Parameter eine Vorgabe geben oder den Wert selbst hinschreiben.</translation>
    </message>
    <message>
        <source>Check CodeUri.</source>
        <translation>CodeUri prüfen.</translation>
    </message>
    <message>
        <source>%1 has no known value.</source>
        <translation>%1 hat keinen bekannten Wert.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; can&apos;t be used here.</source>
        <translation>„%1“ ist hier nicht verwendbar.</translation>
    </message>
    <message>
        <source>The code is not there: %1.</source>
        <translation>Der Code ist nicht vorhanden: %1.</translation>
    </message>
    <message>
        <source>This program does not support %1.</source>
        <translation>Dieses Programm unterstützt %1 nicht.</translation>
    </message>
    <message>
        <source>%1 is there twice.</source>
        <translation>%1 kommt zweimal vor.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>place, problem</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Download its zip (the Location that &quot;aws lambda get-layer-version-by-arn&quot; prints) and declare it as an AWS::Serverless::LayerVersion with the zip as ContentUri.</source>
        <translation>Laden Sie seine Zip-Datei herunter (die Location, die „aws lambda get-layer-version-by-arn“ ausgibt), und deklarieren Sie ihn als AWS::Serverless::LayerVersion mit der Zip-Datei als ContentUri.</translation>
    </message>
    <message>
        <source>Take a layer that is made for it, or correct the layer&apos;s CompatibleRuntimes and CompatibleArchitectures.</source>
        <translation>Nehmen Sie einen Layer, der dafür gemacht ist, oder berichtigen Sie CompatibleRuntimes und CompatibleArchitectures des Layers.</translation>
    </message>
    <message>
        <source>The layer %1 is not on this machine; here the function runs without it.</source>
        <translation>Der Layer %1 ist nicht auf diesem Rechner; hier läuft die Funktion ohne ihn.</translation>
    </message>
    <message>
        <source>The layer is not made for this function: %1.</source>
        <translation>Der Layer ist nicht für diese Funktion gemacht: %1.</translation>
    </message>
</context>
<context>
    <name>engine::Runtimes</name>
    <message>
        <source>%1 is not installed; runs on %2</source>
        <translation>%1 ist nicht installiert; läuft auf %2</translation>
    </message>
    <message>
        <source>%1 (%2, %3, is too old)</source>
        <comment>runtime, interpreter, its file</comment>
        <translation>%1 (%2, %3, ist zu alt)</translation>
    </message>
    <message>
        <source>%1: this build of the workbench was made without a JDK</source>
        <translation>%1: Dieser Build der Workbench wurde ohne JDK gemacht</translation>
    </message>
    <message>
        <source>A C# compiler (a .NET SDK, or Mono&apos;s mcs)</source>
        <translation>Ein C#-Compiler (ein .NET-SDK oder mcs von Mono)</translation>
    </message>
</context>
<context>
    <name>engine::SandboxProbe</name>
    <message>
        <source>bubblewrap</source>
        <translation>bubblewrap</translation>
    </message>
    <message>
        <source>The program bwrap is not installed.</source>
        <translation>Das Programm bwrap ist nicht installiert.</translation>
    </message>
    <message>
        <source>Install it with: sudo apt install bubblewrap</source>
        <translation>Installieren mit: sudo apt install bubblewrap</translation>
    </message>
    <message>
        <source>Version %1 can&apos;t forbid user namespaces inside the sandbox; the filter of system calls alone does.</source>
        <translation>Version %1 kann User-Namespaces in der Sandbox nicht verbieten; das tut nur der Systemaufruf-Filter.</translation>
    </message>
    <message>
        <source>Install version 0.8.0 or later.</source>
        <translation>Version 0.8.0 oder neuer installieren.</translation>
    </message>
    <message>
        <source>Version %1.</source>
        <translation>Version %1.</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>The program workbench-init was not found.</source>
        <translation>Das Programm workbench-init wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>Install Lambda Workbench again.</source>
        <translation>Lambda Workbench neu installieren.</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>Namespaces</translation>
    </message>
    <message>
        <source>Sandboxes can be started.</source>
        <translation>Eine Sandbox lässt sich starten.</translation>
    </message>
    <message>
        <source>A sandbox can&apos;t be started: %1</source>
        <translation>Keine Sandbox lässt sich starten: %1</translation>
    </message>
    <message>
        <source>AppArmor keeps programs from making user namespaces. Allow it for bwrap with an AppArmor profile, or for all with: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0</source>
        <translation>AppArmor hindert Programme, User-Namespaces anzulegen. Für bwrap mit einem AppArmor-Profil erlauben oder für alle mit: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0</translation>
    </message>
    <message>
        <source>Allow user namespaces with: sudo sysctl kernel.unprivileged_userns_clone=1</source>
        <translation>User-Namespaces erlauben mit: sudo sysctl kernel.unprivileged_userns_clone=1</translation>
    </message>
    <message>
        <source>Allow user namespaces with: sudo sysctl user.max_user_namespaces=10000</source>
        <translation>User-Namespaces erlauben mit: sudo sysctl user.max_user_namespaces=10000</translation>
    </message>
    <message>
        <source>In a container, user namespaces must be allowed by whoever runs it.</source>
        <translation>In einem Container muss User-Namespaces erlauben, wer ihn startet.</translation>
    </message>
    <message>
        <source>Filter of system calls</source>
        <translation>Systemaufruf-Filter</translation>
    </message>
    <message>
        <source>seccomp is there.</source>
        <translation>seccomp ist vorhanden.</translation>
    </message>
    <message>
        <source>The kernel does not offer seccomp filters.</source>
        <translation>Der Kernel bietet keine seccomp-Filter.</translation>
    </message>
    <message>
        <source>A kernel with CONFIG_SECCOMP_FILTER is needed.</source>
        <translation>Nötig ist ein Kernel mit CONFIG_SECCOMP_FILTER.</translation>
    </message>
    <message>
        <source>control group, version 2</source>
        <translation>Control-Group, Version 2</translation>
    </message>
    <message>
        <source>control group, version 1</source>
        <translation>Control-Group, Version 1</translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation>Speichergrenze</translation>
    </message>
    <message>
        <source>A watchdog measures 20 times a second; a function that is faster may pass its memory for a moment.</source>
        <translation>Ein Wächter misst 20-mal in der Sekunde; eine schnellere Funktion kann ihren Arbeitsspeicher kurz überschreiten.</translation>
    </message>
    <message>
        <source>CPU share</source>
        <translation>CPU-Anteil</translation>
    </message>
    <message>
        <source>Functions are paused and continued, which is less even than Lambda.</source>
        <translation>Funktionen werden angehalten und fortgesetzt; das ist weniger gleichmäßig als bei Lambda.</translation>
    </message>
    <message>
        <source>Process limit</source>
        <translation>Prozessgrenze</translation>
    </message>
    <message>
        <source>Held by the limit for the user, inside the sandbox.</source>
        <translation>Von der Grenze für den Benutzer in der Sandbox eingehalten.</translation>
    </message>
    <message>
        <source>Freezing between invocations</source>
        <translation>Einfrieren zwischen Aufrufen</translation>
    </message>
    <message>
        <source>All processes are stopped by a signal.</source>
        <translation>Ein Signal hält alle Prozesse an.</translation>
    </message>
    <message>
        <source>Internet for functions that ask for it</source>
        <translation>Internet für Funktionen, die es verlangen</translation>
    </message>
    <message>
        <source>Install it with: sudo apt install slirp4netns</source>
        <translation>Installieren mit: sudo apt install slirp4netns</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>The workbench runs as an ordinary user.</source>
        <translation>Die Workbench läuft als gewöhnlicher Benutzer.</translation>
    </message>
    <message>
        <source>The workbench runs as root; sandboxes give root up first where the code can be read without.</source>
        <translation>Die Workbench läuft als root; Sandboxes legen root zuerst ab, wo der Code auch ohne lesbar ist.</translation>
    </message>
    <message>
        <source>The workbench runs as root, and sandboxes keep it, without its rights.</source>
        <translation>Die Workbench läuft als root, und Sandboxes behalten es, ohne dessen Rechte.</translation>
    </message>
    <message>
        <source>Run the workbench as an ordinary user.</source>
        <translation>Die Workbench als gewöhnlicher Benutzer starten.</translation>
    </message>
    <message>
        <source>Ordinary users have control groups of version 2 only. Start the kernel with systemd.unified_cgroup_hierarchy=1.</source>
        <translation>Gewöhnliche Benutzer haben nur Control-Groups der Version 2. Den Kernel mit systemd.unified_cgroup_hierarchy=1 starten.</translation>
    </message>
    <message>
        <source>In a container, whoever runs it must give it control groups of its own that can be written.</source>
        <translation>In einem Container muss ihm, wer ihn startet, eigene, schreibbare Control-Groups geben.</translation>
    </message>
    <message>
        <source>This was not started in a session of an ordinary user. Start it from a terminal of one, or, as a service, with Delegate=yes in its unit.</source>
        <translation>Dies wurde nicht in der Sitzung eines gewöhnlichen Benutzers gestartet. Aus einem Terminal einer solchen starten oder, als Dienst, mit Delegate=yes in der Unit.</translation>
    </message>
    <message>
        <source>There is no systemd session of yours to ask for them. Log in as this user, on a screen or with ssh, and not by su or sudo.</source>
        <translation>Es gibt keine eigene systemd-Sitzung, von der sie sich anfordern ließen. Als dieser Benutzer anmelden, an einem Bildschirm oder mit ssh, nicht mit su oder sudo.</translation>
    </message>
    <message>
        <source>systemd is asked for them with busctl, which is not installed. It belongs to systemd: sudo apt install systemd</source>
        <translation>Von systemd werden sie mit busctl angefordert, und das ist nicht installiert. Es gehört zu systemd: sudo apt install systemd</translation>
    </message>
    <message>
        <source>systemd was asked for them and did not give them. The administrator allows it with: sudo systemctl edit user@.service, the lines [Service] and Delegate=cpu memory pids, and a new login.</source>
        <translation>Sie wurden von systemd angefordert, aber nicht gewährt. Der Administrator erlaubt es mit: sudo systemctl edit user@.service, den Zeilen [Service] und Delegate=cpu memory pids und einer neuen Anmeldung.</translation>
    </message>
    <message>
        <source>slirp4netns is not installed. Functions have no Internet; ports of this machine can be reached without it.</source>
        <translation>slirp4netns ist nicht installiert. Funktionen haben kein Internet; Ports dieser Maschine sind auch ohne es erreichbar.</translation>
    </message>
    <message>
        <source>slirp4netns needs /dev/net/tun, which can&apos;t be opened: %1. Functions have no Internet; ports of this machine can be reached without it.</source>
        <translation>slirp4netns braucht /dev/net/tun, was sich nicht öffnen lässt: %1. Funktionen haben kein Internet; Ports dieser Maschine sind auch ohne es erreichbar.</translation>
    </message>
    <message>
        <source>Load the kernel&apos;s module with: sudo modprobe tun. In a container, whoever runs it must pass the device in.</source>
        <translation>Das Kernelmodul laden mit: sudo modprobe tun. In einem Container muss das Gerät hineinreichen, wer ihn startet.</translation>
    </message>
    <message>
        <source>%1 is there.</source>
        <translation>%1 ist vorhanden.</translation>
    </message>
</context>
<context>
    <name>engine::StarterWords</name>
    <message>
        <source>Hello</source>
        <translation>Hallo</translation>
    </message>
    <message>
        <source>One file that answers an event</source>
        <translation>Eine Datei, die ein Ereignis beantwortet</translation>
    </message>
    <message>
        <source>HTTP API</source>
        <translation>HTTP-API</translation>
    </message>
    <message>
        <source>Answers GET /greetings/{name} behind an API Gateway HTTP API</source>
        <translation>Beantwortet GET /greetings/{name} hinter einer HTTP-API von API Gateway</translation>
    </message>
    <message>
        <source>S3 file</source>
        <translation>S3-Datei</translation>
    </message>
    <message>
        <source>Is called with each file that arrives in a bucket</source>
        <translation>Wird mit jeder Datei aufgerufen, die in einem Bucket eintrifft</translation>
    </message>
    <message>
        <source>SQS batch</source>
        <translation>SQS-Batch</translation>
    </message>
    <message>
        <source>Works messages of a queue off; what fails comes again alone</source>
        <translation>Arbeitet Nachrichten einer Warteschlange ab; nur was scheitert, kommt wieder</translation>
    </message>
    <message>
        <source>Scheduled job</source>
        <translation>Geplanter Job</translation>
    </message>
    <message>
        <source>Runs every night at two (UTC)</source>
        <translation>Läuft jede Nacht um zwei (UTC)</translation>
    </message>
    <message>
        <source>DynamoDB stream</source>
        <translation>DynamoDB-Stream</translation>
    </message>
    <message>
        <source>Follows the changes of a table&apos;s items</source>
        <translation>Folgt den Änderungen an den Elementen einer Tabelle</translation>
    </message>
    <message>
        <source>Streaming response</source>
        <translation>Streaming-Antwort</translation>
    </message>
    <message>
        <source>A function URL that sends its answer piece by piece</source>
        <translation>Eine Funktions-URL, die ihre Antwort Stück für Stück sendet</translation>
    </message>
    <message>
        <source>Custom runtime</source>
        <translation>Eigene Runtime</translation>
    </message>
    <message>
        <source>A runtime of your own in a few lines, by the Runtime API</source>
        <translation>Eine eigene Runtime in wenigen Zeilen, über die Runtime-API</translation>
    </message>
</context>
<context>
    <name>widgets::ActivityTable</name>
    <message>
        <source>Began</source>
        <translation>Begann</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Environment, or reason</source>
        <translation>Umgebung oder Grund</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
</context>
<context>
    <name>widgets::ActivityWords</name>
    <message>
        <source>Boot</source>
        <comment>state of an environment</comment>
        <translation>Boot</translation>
    </message>
    <message>
        <source>Init</source>
        <comment>state of an environment</comment>
        <translation>Init</translation>
    </message>
    <message>
        <source>Busy</source>
        <comment>state of an environment</comment>
        <translation>Beschäftigt</translation>
    </message>
    <message>
        <source>Idle</source>
        <comment>state of an environment</comment>
        <translation>Ungenutzt</translation>
    </message>
    <message>
        <source>Standby</source>
        <comment>state of an environment</comment>
        <translation>Bereitschaft</translation>
    </message>
    <message>
        <source>Retired</source>
        <comment>state of an environment</comment>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Throttled</source>
        <comment>a request</comment>
        <translation>Gedrosselt</translation>
    </message>
    <message>
        <source>Waiting</source>
        <comment>a request</comment>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <comment>a request</comment>
        <translation>Zurückgezogen</translation>
    </message>
</context>
<context>
    <name>widgets::BuildPanel</name>
    <message>
        <source>Nothing to build</source>
        <translation>Nichts zu bauen</translation>
    </message>
    <message>
        <source>This function runs as it is. For compiled languages and TypeScript, what the compiler says will be here, at each save.</source>
        <translation>Diese Funktion läuft, wie sie ist. Bei kompilierten Sprachen und TypeScript steht hier nach jedem Speichern, was der Compiler sagt.</translation>
    </message>
    <message>
        <source>Cancel the build</source>
        <translation>Build abbrechen</translation>
    </message>
    <message>
        <source>Build again</source>
        <translation>Neu bauen</translation>
    </message>
    <message>
        <source>Copy the output</source>
        <translation>Ausgabe kopieren</translation>
    </message>
    <message>
        <source>Problems that the compiler found</source>
        <translation>Probleme, die der Compiler gefunden hat</translation>
    </message>
    <message>
        <source>Output of the compiler</source>
        <translation>Ausgabe des Compilers</translation>
    </message>
    <message>
        <source>%1: waiting to be built</source>
        <translation>%1: wartet auf den Build</translation>
    </message>
    <message>
        <source>%1: %2 is building …</source>
        <translation>%1: %2 baut …</translation>
    </message>
    <message>
        <source>%1: built by %2 in %3</source>
        <translation>%1: mit %2 gebaut in %3</translation>
    </message>
    <message numerus="yes">
        <source>%1: built by %2 in %3, %n warning(s)</source>
        <translation>
            <numerusform>%1: mit %2 gebaut in %3, %n Warnung</numerusform>
            <numerusform>%1: mit %2 gebaut in %3, %n Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: up to date, built by %2</source>
        <translation>%1: aktuell, mit %2 gebaut</translation>
    </message>
    <message>
        <source>%1: the build was cancelled</source>
        <translation>%1: Der Build wurde abgebrochen</translation>
    </message>
    <message>
        <source>%1: not built</source>
        <translation>%1: nicht gebaut</translation>
    </message>
    <message numerus="yes">
        <source>%1: not built, %n problem(s)</source>
        <translation>
            <numerusform>%1: nicht gebaut, %n Problem</numerusform>
            <numerusform>%1: nicht gebaut, %n Probleme</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::BuildProblemModel</name>
    <message>
        <source>Error: %1</source>
        <translation>Fehler: %1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>Warnung: %1</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Stelle</translation>
    </message>
</context>
<context>
    <name>widgets::BusyBar</name>
    <message>
        <source>At work</source>
        <translation>In Arbeit</translation>
    </message>
</context>
<context>
    <name>widgets::CallCostCard</name>
    <message>
        <source>%1 was throttled. Throttled calls are not charged.</source>
        <translation>%1 wurde gedrosselt. Gedrosselte Aufrufe kosten nichts.</translation>
    </message>
    <message>
        <source>%1 could not be run, so there is nothing to charge.</source>
        <translation>%1 konnte nicht laufen und kostet daher nichts.</translation>
    </message>
    <message>
        <source>%1 was cancelled before it ran, so there is nothing to charge.</source>
        <translation>%1 wurde vor dem Lauf abgebrochen und kostet daher nichts.</translation>
    </message>
    <message>
        <source>%1 · %2 MB · %3 · billed %4 ms, start-up included</source>
        <translation>%1 · %2 MB · %3 · berechnet %4 ms, mit Start</translation>
    </message>
    <message>
        <source>%1 · %2 MB · %3 · billed %4 ms</source>
        <translation>%1 · %2 MB · %3 · berechnet %4 ms</translation>
    </message>
    <message>
        <source>This call</source>
        <translation>Dieser Aufruf</translation>
    </message>
    <message>
        <source>Invoke the function, or select a call in the history or the latency chart: what it would cost on AWS is shown here, with the formula of each amount.</source>
        <translation>Funktion aufrufen oder einen Aufruf im Verlauf oder im Latenz-Diagramm auswählen: Hier steht dann, was er auf AWS kosten würde, mit der Formel jedes Betrags.</translation>
    </message>
    <message>
        <source>Formula of: %1</source>
        <translation>Formel für: %1</translation>
    </message>
    <message>
        <source>Cost of this call: %1</source>
        <translation>Kosten dieses Aufrufs: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>line of a bill, amount</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>widgets::CodeEditor</name>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Code of %1</source>
        <translation>Code von %1</translation>
    </message>
</context>
<context>
    <name>widgets::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>What matches</source>
        <translation>Was passt</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nichts passt</translation>
    </message>
    <message numerus="yes">
        <source>%n more: type a letter more</source>
        <translation>
            <numerusform>%n weiterer: noch einen Buchstaben tippen</numerusform>
            <numerusform>%n weitere: noch einen Buchstaben tippen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::ConcurrencyPanel</name>
    <message>
        <source>Show only environments of this function</source>
        <translation>Nur Umgebungen dieser Funktion zeigen</translation>
    </message>
    <message>
        <source>All functions</source>
        <translation>Alle Funktionen</translation>
    </message>
    <message>
        <source>Force cold</source>
        <translation>Kaltstart erzwingen</translation>
    </message>
    <message>
        <source>Retire</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>The newest 30 seconds, and what comes (F)</source>
        <translation>Die neuesten 30 Sekunden und was kommt (F)</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Undo zooming and panning (0, or double click)</source>
        <translation>Zoomen und Verschieben aufheben (0 oder Doppelklick)</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>The same blocks and throttles as a table</source>
        <translation>Dieselben Blöcke und Drosselungen als Tabelle</translation>
    </message>
    <message>
        <source>What each environment did</source>
        <translation>Was jede Umgebung tat</translation>
    </message>
    <message>
        <source>Choose a function</source>
        <translation>Funktion auswählen</translation>
    </message>
    <message>
        <source>Invoke %1 in a new environment</source>
        <translation>%1 in einer neuen Umgebung aufrufen</translation>
    </message>
    <message>
        <source>End the idle environments of %1</source>
        <translation>Die ungenutzten Umgebungen von %1 beenden</translation>
    </message>
    <message>
        <source>No environments yet</source>
        <translation>Noch keine Umgebungen</translation>
    </message>
    <message>
        <source>Each one becomes a lane here: when it boots, initialises, serves requests and waits.</source>
        <translation>Jede wird hier zu einer Bahn: wann sie bootet, initialisiert, Anfragen bedient und wartet.</translation>
    </message>
    <message>
        <source>Invoke</source>
        <translation>Aufrufen</translation>
    </message>
    <message>
        <source>No environments of %1</source>
        <translation>Keine Umgebungen von %1</translation>
    </message>
    <message>
        <source>Other functions of this workspace have some.</source>
        <translation>Andere Funktionen dieses Arbeitsbereichs haben welche.</translation>
    </message>
</context>
<context>
    <name>widgets::CostFormat</name>
    <message>
        <source>Requests</source>
        <comment>line of a bill</comment>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Duration</source>
        <comment>line of a bill</comment>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Ephemeral storage</source>
        <comment>line of a bill</comment>
        <translation>/tmp-Speicher</translation>
    </message>
    <message>
        <source>free</source>
        <comment>in a formula: what the free tier takes off</comment>
        <translation>frei</translation>
    </message>
    <message>
        <source>Provisioned, kept ready</source>
        <comment>line of a bill</comment>
        <translation>Bereitgestellt, vorgehalten</translation>
    </message>
    <message>
        <source>SnapStart cache</source>
        <comment>line of a bill</comment>
        <translation>SnapStart-Cache</translation>
    </message>
    <message>
        <source>SnapStart restores</source>
        <comment>line of a bill</comment>
        <translation>SnapStart-Wiederherstellungen</translation>
    </message>
    <message>
        <source>Response streaming</source>
        <comment>line of a bill</comment>
        <translation>Antwort-Streaming</translation>
    </message>
</context>
<context>
    <name>widgets::CostPanel</name>
    <message>
        <source>Prices of %1 in US dollars as of %2. Source: %3. Not included: data transfer, CloudWatch Logs, X-Ray, API Gateway and other services. Running locally costs nothing.</source>
        <translation>Preise von %1 in US-Dollar, Stand %2. Quelle: %3. Nicht enthalten: Datenübertragung, CloudWatch Logs, X-Ray, API Gateway und andere Dienste. Lokal ausführen kostet nichts.</translation>
    </message>
    <message>
        <source>Views of the cost</source>
        <translation>Ansichten der Kosten</translation>
    </message>
    <message>
        <source>As measured</source>
        <translation>Wie gemessen</translation>
    </message>
    <message>
        <source>What if, and Azure</source>
        <translation>Was wäre wenn, und Azure</translation>
    </message>
</context>
<context>
    <name>widgets::EditorTabs</name>
    <message>
        <source>Open a file from the list at the left</source>
        <translation>Eine Datei aus der Liste links öffnen</translation>
    </message>
    <message>
        <source>Open documents</source>
        <translation>Offene Dokumente</translation>
    </message>
    <message>
        <source>This is not a text file. It is shown, but can&apos;t be edited here.</source>
        <translation>Das ist keine Textdatei. Sie wird gezeigt, lässt sich hier aber nicht bearbeiten.</translation>
    </message>
    <message>
        <source>Parts of this file are not UTF-8. They are shown as their byte values and stay as they are when you save.</source>
        <translation>Teile dieser Datei sind kein UTF-8. Sie erscheinen als Bytewerte und bleiben beim Speichern, wie sie sind.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation>%1 schließen</translation>
    </message>
    <message>
        <source>%1, not saved</source>
        <translation>%1, nicht gespeichert</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>file name and its folder</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>widgets::EnvironmentEditor</name>
    <message>
        <source>Add a variable</source>
        <translation>Variable hinzufügen</translation>
    </message>
    <message>
        <source>Duplicate the variable</source>
        <translation>Variable duplizieren</translation>
    </message>
    <message>
        <source>Remove the variables</source>
        <translation>Variablen entfernen</translation>
    </message>
    <message>
        <source>Paste KEY=VALUE lines</source>
        <translation>Zeilen KEY=VALUE einfügen</translation>
    </message>
    <message>
        <source>Hide the values</source>
        <translation>Werte verbergen</translation>
    </message>
    <message>
        <source>Environment variables</source>
        <translation>Umgebungsvariablen</translation>
    </message>
    <message>
        <source>%1 / %2 bytes</source>
        <comment>used of the limit</comment>
        <translation>%1 / %2 Bytes</translation>
    </message>
</context>
<context>
    <name>widgets::EnvironmentModel</name>
    <message>
        <source>%1 – edit the parameter in the template.</source>
        <comment>an intrinsic function</comment>
        <translation>%1 – den Parameter im Template ändern.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a variable and what is wrong with it</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Key</source>
        <comment>of an environment variable</comment>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <comment>of an environment variable</comment>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>widgets::EventEditor</name>
    <message>
        <source>Rename the event</source>
        <translation>Ereignis umbenennen</translation>
    </message>
    <message>
        <source>Duplicate the event</source>
        <translation>Ereignis duplizieren</translation>
    </message>
    <message>
        <source>Delete the event</source>
        <translation>Ereignis löschen</translation>
    </message>
    <message>
        <source>Save the event</source>
        <translation>Ereignis speichern</translation>
    </message>
    <message>
        <source>Format the JSON</source>
        <translation>JSON formatieren</translation>
    </message>
    <message>
        <source>Not saved</source>
        <comment>an event with unsaved changes</comment>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Saved events</source>
        <translation>Gespeicherte Ereignisse</translation>
    </message>
    <message>
        <source>Unsaved event</source>
        <translation>Nicht gespeichertes Ereignis</translation>
    </message>
    <message>
        <source>Event sent to the function</source>
        <translation>Ereignis, das die Funktion erhält</translation>
    </message>
    <message>
        <source>The JSON that the function gets; nothing counts as {}</source>
        <translation>Das JSON, das die Funktion erhält; leer gilt als {}</translation>
    </message>
    <message>
        <source>Format the JSON (Ctrl+Shift+F)</source>
        <translation>JSON formatieren (Strg+Umschalt+F)</translation>
    </message>
    <message>
        <source>%1 / %2 bytes</source>
        <comment>used of the limit</comment>
        <translation>%1 / %2 Bytes</translation>
    </message>
    <message>
        <source>This event has lines that are too long to edit. It is sent as it is.</source>
        <translation>Dieses Ereignis hat Zeilen, die zum Bearbeiten zu lang sind. Es wird gesendet, wie es ist.</translation>
    </message>
    <message>
        <source>Format it to edit it.</source>
        <translation>Zum Bearbeiten formatieren.</translation>
    </message>
    <message>
        <source>New event…</source>
        <translation>Neues Ereignis…</translation>
    </message>
    <message>
        <source>Paste or wrap an event</source>
        <translation>Ereignis einfügen oder einpacken</translation>
    </message>
    <message>
        <source>&amp;Paste curl command or log line…</source>
        <translation>&amp;curl-Befehl oder Protokollzeile einfügen…</translation>
    </message>
    <message>
        <source>&amp;Wrap as</source>
        <translation>&amp;Einpacken als</translation>
    </message>
    <message>
        <source>%1; as an asynchronous event at most %2</source>
        <comment>size of an event, and a limit</comment>
        <translation>%1; als asynchrones Ereignis höchstens %2</translation>
    </message>
    <message>
        <source>Put in when sent: %1</source>
        <translation>Wird beim Senden eingesetzt: %1</translation>
    </message>
</context>
<context>
    <name>widgets::EventForm</name>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
</context>
<context>
    <name>widgets::FindBar</name>
    <message>
        <source>Match case (Alt+C)</source>
        <translation>Groß-/Kleinschreibung beachten (Alt+C)</translation>
    </message>
    <message>
        <source>Whole words (Alt+W)</source>
        <translation>Ganze Wörter (Alt+W)</translation>
    </message>
    <message>
        <source>Regular expression (Alt+X)</source>
        <translation>Regulärer Ausdruck (Alt+X)</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Text to find</source>
        <translation>Gesuchter Text</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Text to put in its place</source>
        <translation>Text, der an die Stelle tritt</translation>
    </message>
    <message>
        <source>Result of the search</source>
        <translation>Ergebnis der Suche</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Previous match (Shift+F3)</source>
        <translation>Vorige Fundstelle (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Next match (F3)</source>
        <translation>Nächste Fundstelle (F3)</translation>
    </message>
    <message>
        <source>Close the search (Escape)</source>
        <translation>Suche schließen (Esc)</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Ersetzen</translation>
    </message>
    <message>
        <source>Replace &amp;all</source>
        <translation>&amp;Überall ersetzen</translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n Fundstelle</numerusform>
            <numerusform>%n Fundstellen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>match number of all matches</comment>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n ersetzt</numerusform>
            <numerusform>%n ersetzt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::FormField</name>
    <message>
        <source>Changed. Back to the saved value</source>
        <translation>Geändert. Zurück zum gespeicherten Wert</translation>
    </message>
    <message>
        <source>%1: back to the saved value</source>
        <translation>%1: zurück zum gespeicherten Wert</translation>
    </message>
    <message>
        <source>Set by an intrinsic function. Show it in the template</source>
        <translation>Von einer intrinsischen Funktion gesetzt. Im Template zeigen</translation>
    </message>
    <message>
        <source>%1: show in the template</source>
        <translation>%1: im Template zeigen</translation>
    </message>
    <message>
        <source>from Globals</source>
        <comment>where a setting&apos;s value comes from</comment>
        <translation>aus Globals</translation>
    </message>
    <message>
        <source>from a parameter</source>
        <comment>where a setting&apos;s value comes from</comment>
        <translation>aus Parameter</translation>
    </message>
    <message>
        <source>default</source>
        <comment>where a setting&apos;s value comes from</comment>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>%1 – edit the parameter in the template.</source>
        <comment>an intrinsic function</comment>
        <translation>%1 – den Parameter im Template ändern.</translation>
    </message>
</context>
<context>
    <name>widgets::Format</name>
    <message>
        <source>%1 ns</source>
        <translation>%1 ns</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 kB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>$%1</source>
        <translation>%1&#xa0;$</translation>
    </message>
</context>
<context>
    <name>widgets::FunctionConfigForm</name>
    <message>
        <source>No function chosen</source>
        <translation>Keine Funktion gewählt</translation>
    </message>
    <message>
        <source>Choose a function to see and change its settings.</source>
        <translation>Eine Funktion wählen, um ihre Einstellungen zu sehen und zu ändern.</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation> s</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>&amp;Runtime</source>
        <translation>&amp;Runtime</translation>
    </message>
    <message>
        <source>&amp;Handler</source>
        <translation>Hand&amp;ler</translation>
    </message>
    <message>
        <source>&amp;Memory</source>
        <translation>Arbeits&amp;speicher</translation>
    </message>
    <message>
        <source>&amp;Timeout</source>
        <translation>&amp;Zeitlimit</translation>
    </message>
    <message>
        <source>Ephemeral &amp;storage</source>
        <translation>/&amp;tmp-Speicher</translation>
    </message>
    <message>
        <source>&amp;Architecture</source>
        <translation>Arch&amp;itektur</translation>
    </message>
    <message>
        <source>Decides the price; code runs on this machine&apos;s processor.</source>
        <translation>Bestimmt den Preis; der Code läuft auf dem Prozessor dieser Maschine.</translation>
    </message>
    <message>
        <source>Net&amp;work</source>
        <translation>&amp;Netzwerk</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>Beschreibun&amp;g</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>&amp;Variables</source>
        <translation>&amp;Variablen</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>&amp;Laid over each other, the last one on top</source>
        <translation>Übe&amp;reinander gelegt, der letzte obenauf</translation>
    </message>
    <message>
        <source>None</source>
        <comment>AWS profile</comment>
        <translation>Keines</translation>
    </message>
    <message>
        <source>Install dependencies</source>
        <translation>Abhängigkeiten installieren</translation>
    </message>
    <message>
        <source>By requirements.txt, package.json, Gemfile, go.mod or pom.xml</source>
        <translation>Nach requirements.txt, package.json, Gemfile, go.mod oder pom.xml</translation>
    </message>
    <message>
        <source>AWS &amp;profile</source>
        <translation>AWS-&amp;Profil</translation>
    </message>
    <message>
        <source>The function has credentials that look real and are worth nothing.</source>
        <translation>Die Funktion hat Zugangsdaten, die echt aussehen und nichts wert sind.</translation>
    </message>
    <message>
        <source>The function has the keys of your profile %1 and may do at AWS what they allow. Only in a workspace that you trust.</source>
        <translation>Die Funktion hat die Schlüssel Ihres Profils %1 und darf bei AWS, was diese erlauben. Nur in einem Arbeitsbereich, dem Sie vertrauen.</translation>
    </message>
    <message>
        <source>Beside the code</source>
        <translation>Neben dem Code</translation>
    </message>
    <message>
        <source>Into the layer %1</source>
        <translation>In den Layer %1</translation>
    </message>
    <message>
        <source>Reser&amp;ve</source>
        <translation>Reser&amp;vieren</translation>
    </message>
    <message>
        <source>Reserved concurrency</source>
        <translation>Reservierte Parallelität</translation>
    </message>
    <message>
        <source>So many requests at once are kept for this function, and more are throttled. 0 blocks it.</source>
        <translation>So viele Anfragen zugleich sind für diese Funktion freigehalten, und mehr werden gedrosselt. 0 sperrt sie.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Ports of this &amp;machine</source>
        <translation>P&amp;orts dieser Maschine</translation>
    </message>
</context>
<context>
    <name>widgets::FunctionList</name>
    <message>
        <source>%1 busy</source>
        <comment>number of environments</comment>
        <translation>%1 beschäftigt</translation>
    </message>
    <message>
        <source>%1 warm</source>
        <comment>number of environments</comment>
        <translation>%1 warm</translation>
    </message>
    <message>
        <source>Functions of the workspace</source>
        <translation>Funktionen des Arbeitsbereichs</translation>
    </message>
    <message>
        <source>No functions yet</source>
        <translation>Noch keine Funktionen</translation>
    </message>
    <message>
        <source>The functions of the workspace&apos;s template will be here.</source>
        <translation>Hier erscheinen die Funktionen aus dem Template des Arbeitsbereichs.</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>&amp;Invoke</source>
        <translation>&amp;Aufrufen</translation>
    </message>
    <message>
        <source>Show in the &amp;Template</source>
        <translation>Im &amp;Template zeigen</translation>
    </message>
    <message>
        <source>Open &amp;Folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>New &amp;File…</source>
        <translation>Neue &amp;Datei…</translation>
    </message>
    <message>
        <source>New &amp;Event…</source>
        <translation>Neues &amp;Ereignis…</translation>
    </message>
    <message>
        <source>New function…</source>
        <translation>Neue Funktion…</translation>
    </message>
    <message>
        <source>New F&amp;unction…</source>
        <translation>Neue Fun&amp;ktion…</translation>
    </message>
</context>
<context>
    <name>widgets::FunctionTreeModel</name>
    <message>
        <source>Events (%1)</source>
        <translation>Ereignisse (%1)</translation>
    </message>
    <message>
        <source>Triggers (%1)</source>
        <translation>Auslöser (%1)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>trigger&apos;s name: its type and source</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n warm environment(s)</source>
        <translation>
            <numerusform>%n warme Umgebung</numerusform>
            <numerusform>%n warme Umgebungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n busy environment(s)</source>
        <translation>
            <numerusform>%n beschäftigte Umgebung</numerusform>
            <numerusform>%n beschäftigte Umgebungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 warm</source>
        <comment>number of environments</comment>
        <translation>%1 warm</translation>
    </message>
    <message>
        <source>%1 busy</source>
        <comment>number of environments</comment>
        <translation>%1 beschäftigt</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>property, problem</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n environment(s) standing by</source>
        <translation>
            <numerusform>%n Umgebung in Bereitschaft</numerusform>
            <numerusform>%n Umgebungen in Bereitschaft</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n provisioned environment(s)</source>
        <translation>
            <numerusform>%n bereitgestellte Umgebung</numerusform>
            <numerusform>%n bereitgestellte Umgebungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::GoToLineBar</name>
    <message>
        <source>&amp;Go to line:</source>
        <translation>S&amp;pringe zu Zeile:</translation>
    </message>
    <message>
        <source>of %1, or line:column</source>
        <comment>how to fill the field; %1 is the last line</comment>
        <translation>von %1, oder Zeile:Spalte</translation>
    </message>
</context>
<context>
    <name>widgets::History</name>
    <message>
        <source>Did not run</source>
        <translation>Nicht gelaufen</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>date and time of day</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>widgets::HistoryPanel</name>
    <message>
        <source>Find name, request ID, error</source>
        <translation>Name, ID, Fehler</translation>
    </message>
    <message>
        <source>Show only records with these words</source>
        <translation>Nur Einträge mit diesen Wörtern zeigen</translation>
    </message>
    <message>
        <source>Show only records of this function</source>
        <translation>Nur Einträge dieser Funktion zeigen</translation>
    </message>
    <message>
        <source>All functions</source>
        <translation>Alle Funktionen</translation>
    </message>
    <message>
        <source>Show only records that ended like this</source>
        <translation>Nur Einträge mit diesem Ausgang zeigen</translation>
    </message>
    <message>
        <source>Every outcome</source>
        <translation>Jeder Ausgang</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Erfolgreich</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Throttled</source>
        <translation>Gedrosselt</translation>
    </message>
    <message>
        <source>Cold starts</source>
        <translation>Kaltstarts</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Erneut ausführen</translation>
    </message>
    <message>
        <source>Invoke the function once more with the same event (Ctrl+R)</source>
        <translation>Funktion mit demselben Ereignis noch einmal aufrufen (Strg+R)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the selected rows as text (%1)</source>
        <translation>Ausgewählte Zeilen als Text kopieren (%1)</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Show and hide columns</source>
        <translation>Spalten zeigen und verbergen</translation>
    </message>
    <message>
        <source>Clear…</source>
        <translation>Leeren…</translation>
    </message>
    <message>
        <source>Forget all records of this workspace</source>
        <translation>Alle Einträge dieses Arbeitsbereichs vergessen</translation>
    </message>
    <message>
        <source>Invocations</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Spalten zurücksetzen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Copy request ID</source>
        <translation>Request-ID kopieren</translation>
    </message>
    <message>
        <source>Records: %1</source>
        <translation>Einträge: %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>shown records of all records</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>No invocations yet</source>
        <translation>Noch keine Aufrufe</translation>
    </message>
    <message>
        <source>Every run is kept here with its start, duration, memory and cost.</source>
        <translation>Jeder Lauf bleibt hier mit Start, Dauer, Arbeitsspeicher und Kosten erhalten.</translation>
    </message>
    <message>
        <source>Invoke</source>
        <translation>Aufrufen</translation>
    </message>
    <message>
        <source>No record matches</source>
        <translation>Kein passender Eintrag</translation>
    </message>
    <message>
        <source>Other words or another outcome may.</source>
        <translation>Vielleicht mit anderen Wörtern oder anderem Ausgang.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
</context>
<context>
    <name>widgets::InstallDialog</name>
    <message>
        <source>Installation</source>
        <translation>Installation</translation>
    </message>
    <message>
        <source>What the installer prints</source>
        <translation>Was das Installationsprogramm ausgibt</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abb&amp;rechen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
</context>
<context>
    <name>widgets::InvocationModel</name>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>error type and message</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Not measured</source>
        <translation>Nicht gemessen</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 of %2 MB</source>
        <translation>%1 von %2 MB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Duration rounded up to whole milliseconds; with init on a cold start</source>
        <translation>Auf ganze Millisekunden aufgerundete Dauer; beim Kaltstart mit Init</translation>
    </message>
    <message>
        <source>Time to start the runtime and run the code outside the handler</source>
        <translation>Zeit, um die Runtime zu starten und den Code außerhalb des Handlers auszuführen</translation>
    </message>
    <message>
        <source>From the request to its outcome, as a caller sees it</source>
        <translation>Von der Anfrage bis zum Ergebnis, wie ein Aufrufer es sieht</translation>
    </message>
    <message>
        <source>Wall time less the time the handler had the event; on a cold start it holds sandbox, boot and init</source>
        <translation>Gesamtzeit ohne die Zeit, in der der Handler das Ereignis hatte; beim Kaltstart mit Sandbox, Boot und Init</translation>
    </message>
    <message>
        <source>CPU time of this invocation, with init on a cold start</source>
        <translation>CPU-Zeit dieses Aufrufs, beim Kaltstart mit Init</translation>
    </message>
    <message>
        <source>What this invocation would have cost on AWS</source>
        <translation>Was dieser Aufruf auf AWS gekostet hätte</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Start</source>
        <comment>cold or warm</comment>
        <translation>Start</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Billed (ms)</source>
        <translation>Berechnet (ms)</translation>
    </message>
    <message>
        <source>Init</source>
        <translation>Init</translation>
    </message>
    <message>
        <source>Used (MB)</source>
        <comment>memory</comment>
        <translation>Belegt (MB)</translation>
    </message>
    <message>
        <source>Memory (MB)</source>
        <translation>Speicher (MB)</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>CPU-Zeit</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>Gesamt</translation>
    </message>
    <message>
        <source>Overhead</source>
        <translation>Overhead</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Request</source>
        <comment>size</comment>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Response</source>
        <comment>size</comment>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>Auslöser</translation>
    </message>
    <message>
        <source>Request ID</source>
        <translation>Request-ID</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
</context>
<context>
    <name>widgets::InvokeBar</name>
    <message>
        <source>&amp;Invoke</source>
        <translation>A&amp;ufrufen</translation>
    </message>
    <message>
        <source>How many requests, and how many at once</source>
        <translation>Wie viele Anfragen, und wie viele gleichzeitig</translation>
    </message>
    <message>
        <source>Options of the burst</source>
        <translation>Optionen des Bursts</translation>
    </message>
    <message>
        <source>&amp;Cold next</source>
        <translation>&amp;Kaltstart</translation>
    </message>
    <message>
        <source>Canc&amp;el</source>
        <translation>Abbr&amp;echen</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Laufs</translation>
    </message>
    <message>
        <source>State of the run</source>
        <translation>Zustand des Laufs</translation>
    </message>
    <message>
        <source>Burst</source>
        <translation>Burst</translation>
    </message>
    <message>
        <source>&amp;Start the burst</source>
        <translation>Burst &amp;starten</translation>
    </message>
    <message>
        <source>&amp;Requests:</source>
        <translation>&amp;Anfragen:</translation>
    </message>
    <message>
        <source>&amp;At once:</source>
        <comment>requests at the same time</comment>
        <translation>&amp;Gleichzeitig:</translation>
    </message>
    <message>
        <source>%1 requests in %2, %3 failed</source>
        <translation>%1 Anfragen in %2, %3 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 requests in %2</source>
        <translation>%1 Anfragen in %2</translation>
    </message>
    <message>
        <source>Failed after %1</source>
        <translation>Fehlgeschlagen nach %1</translation>
    </message>
    <message>
        <source>Done in %1</source>
        <translation>Fertig in %1</translation>
    </message>
    <message>
        <source>Cancelled after %1 of %2 requests</source>
        <translation>Nach %1 von %2 Anfragen abgebrochen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Send the event to the function (Ctrl+Return)</source>
        <translation>Ereignis an die Funktion senden (Strg+Return)</translation>
    </message>
    <message>
        <source>&amp;Burst %1</source>
        <comment>with so many requests</comment>
        <translation>&amp;Burst %1</translation>
    </message>
    <message>
        <source>Send the event %1 times, %2 at once (Ctrl+Shift+Return)</source>
        <translation>Ereignis %1-mal senden, %2 gleichzeitig (Strg+Umschalt+Return)</translation>
    </message>
    <message>
        <source>The next invoke starts a new environment</source>
        <translation>Der nächste Aufruf startet eine neue Umgebung</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>%1 of %2 · %3</source>
        <comment>requests done, of all, time so far</comment>
        <translation>%1 von %2 · %3</translation>
    </message>
    <message>
        <source>Running · %1</source>
        <comment>time so far</comment>
        <translation>Läuft · %1</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Strg+Return</translation>
    </message>
    <message>
        <source>As&amp;ync</source>
        <comment>invocation type Event</comment>
        <translation>As&amp;ynchron</translation>
    </message>
    <message>
        <source>Send as an event</source>
        <translation>Als Ereignis senden</translation>
    </message>
    <message>
        <source>%1 events accepted, %2 refused</source>
        <translation>%1 Ereignisse angenommen, %2 abgelehnt</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) accepted</source>
        <translation>
            <numerusform>%n Ereignis angenommen</numerusform>
            <numerusform>%n Ereignisse angenommen</numerusform>
        </translation>
    </message>
    <message>
        <source>Send as an event: answered at once with 202, then attempted up to three times</source>
        <translation>Als Ereignis senden: sofort mit 202 beantwortet, dann bis zu dreimal versucht</translation>
    </message>
</context>
<context>
    <name>widgets::JsonModel</name>
    <message>
        <source>Key</source>
        <comment>of a JSON object</comment>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Value</source>
        <comment>in JSON</comment>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>widgets::Latency</name>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Init + duration</source>
        <translation>Init + Dauer</translation>
    </message>
    <message>
        <source>Wall time</source>
        <translation>Gesamtzeit</translation>
    </message>
    <message>
        <source>Warm</source>
        <comment>start of an environment</comment>
        <translation>Warm</translation>
    </message>
    <message>
        <source>Cold</source>
        <comment>start of an environment</comment>
        <translation>Kalt</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Throttled</source>
        <translation>Gedrosselt</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>measure and value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Did not run</source>
        <translation>Nicht gelaufen</translation>
    </message>
    <message>
        <source>%1 init, %2 duration</source>
        <translation>%1 Init, %2 Dauer</translation>
    </message>
    <message>
        <source>Standby</source>
        <comment>start of an environment</comment>
        <translation>Bereitschaft</translation>
    </message>
</context>
<context>
    <name>widgets::LatencyChart</name>
    <message>
        <source>Latency of each invocation over time</source>
        <translation>Latenz jedes Aufrufs über die Zeit</translation>
    </message>
    <message>
        <source>no duration</source>
        <translation>keine Dauer</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>kind of point and how many there are</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>widgets::LatencyPanel</name>
    <message>
        <source>Show only invocations of this function</source>
        <translation>Nur Aufrufe dieser Funktion zeigen</translation>
    </message>
    <message>
        <source>All functions</source>
        <translation>Alle Funktionen</translation>
    </message>
    <message>
        <source>What is measured</source>
        <translation>Was gemessen wird</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>The same points as a table</source>
        <translation>Dieselben Punkte als Tabelle</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Undo zooming and panning (0, or double click)</source>
        <translation>Zoomen und Verschieben aufheben (0 oder Doppelklick)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Save the chart as a picture or its points as CSV</source>
        <translation>Diagramm als Bild oder seine Punkte als CSV speichern</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>Bild (PNG)…</translation>
    </message>
    <message>
        <source>Drawing (SVG)…</source>
        <translation>Zeichnung (SVG)…</translation>
    </message>
    <message>
        <source>Points (CSV)…</source>
        <translation>Punkte (CSV)…</translation>
    </message>
    <message>
        <source>Latency of each invocation</source>
        <translation>Latenz jedes Aufrufs</translation>
    </message>
    <message>
        <source>Percentiles of cold and warm starts</source>
        <translation>Perzentile der Kalt- und Warmstarts</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Cold</source>
        <comment>start of an environment</comment>
        <translation>Kalt</translation>
    </message>
    <message>
        <source>Warm</source>
        <comment>start of an environment</comment>
        <translation>Warm</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>Min</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>Max</translation>
    </message>
    <message>
        <source>Failed invocations count, throttled ones never ran and do not. Nearest rank: each figure is one that was measured.</source>
        <translation>Fehlgeschlagene Aufrufe zählen mit, gedrosselte liefen nie und zählen nicht. Nächster Rang: Jede Zahl wurde so gemessen.</translation>
    </message>
    <message>
        <source>No invocations yet</source>
        <translation>Noch keine Aufrufe</translation>
    </message>
    <message>
        <source>Each one becomes a point here: cold starts and warm runs, over time.</source>
        <translation>Jeder wird hier zu einem Punkt: Kaltstarts und warme Läufe, über die Zeit.</translation>
    </message>
    <message>
        <source>Invoke</source>
        <translation>Aufrufen</translation>
    </message>
    <message>
        <source>No invocations of %1</source>
        <translation>Keine Aufrufe von %1</translation>
    </message>
    <message>
        <source>Other functions of this workspace have some.</source>
        <translation>Andere Funktionen dieses Arbeitsbereichs haben welche.</translation>
    </message>
</context>
<context>
    <name>widgets::LatencyTable</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Kind</source>
        <comment>cold, warm, error or throttled</comment>
        <translation>Art</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Request ID</source>
        <translation>Request-ID</translation>
    </message>
</context>
<context>
    <name>widgets::LayersEditor</name>
    <message>
        <source>Add a layer (Insert)</source>
        <translation>Layer hinzufügen (Einfg)</translation>
    </message>
    <message>
        <source>Remove the layer (Delete)</source>
        <translation>Layer entfernen (Entf)</translation>
    </message>
    <message>
        <source>Move the layer up (Alt+Up)</source>
        <translation>Layer nach oben (Alt+Auf)</translation>
    </message>
    <message>
        <source>Move the layer down (Alt+Down)</source>
        <translation>Layer nach unten (Alt+Ab)</translation>
    </message>
    <message>
        <source>Layers, later ones over earlier ones</source>
        <translation>Layer, spätere über früheren</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>The template declares no AWS::Serverless::LayerVersion</source>
        <translation>Das Template deklariert keine AWS::Serverless::LayerVersion</translation>
    </message>
    <message>
        <source>All layers of the template are here</source>
        <translation>Alle Layer des Templates sind hier</translation>
    </message>
    <message>
        <source>%1 (Globals)</source>
        <comment>layer</comment>
        <translation>%1 (Globals)</translation>
    </message>
    <message>
        <source>on AWS only</source>
        <translation>nur bei AWS</translation>
    </message>
    <message>
        <source>Comes from Globals; it can be changed there only.</source>
        <translation>Kommt aus Globals; nur dort zu ändern.</translation>
    </message>
    <message>
        <source>%1, problem: %2</source>
        <comment>layer</comment>
        <translation>%1, Problem: %2</translation>
    </message>
    <message numerus="yes">
        <source>No layers. Up to %n, laid over each other at /opt.</source>
        <translation>
            <numerusform>Keine Layer. Bis zu %n, übereinander gelegt unter /opt.</numerusform>
            <numerusform>Keine Layer. Bis zu %n, übereinander gelegt unter /opt.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 for code and layers together</source>
        <comment>size of all layers, limit</comment>
        <translation>%1 von %2 für Code und Layer zusammen</translation>
    </message>
    <message>
        <source>At least %1 of %2 for code and layers together</source>
        <comment>size of layers, limit</comment>
        <translation>Mindestens %1 von %2 für Code und Layer zusammen</translation>
    </message>
</context>
<context>
    <name>widgets::LogHighlighter</name>
    <message>
        <source> %1 cut here: only start and end of a long log are shown</source>
        <translation> %1 hier gekürzt: Von langen Protokollen sind nur Anfang und Ende zu sehen</translation>
    </message>
</context>
<context>
    <name>widgets::LogRequestModel</name>
    <message>
        <source>All requests</source>
        <translation>Alle Anfragen</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <comment>time, function</comment>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>%1
Request %2</source>
        <translation>%1
Anfrage %2</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>function, time, how it ended</comment>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>%1  %2, last words</source>
        <comment>time, function; of its environments</comment>
        <translation>%1  %2, letzte Worte</translation>
    </message>
    <message>
        <source>What environments of %1 printed while they were ended, after their last request</source>
        <translation>Was Umgebungen von %1 ausgaben, während sie beendet wurden, nach ihrem letzten Aufruf</translation>
    </message>
    <message>
        <source>Last words of the environments of %1</source>
        <translation>Letzte Worte der Umgebungen von %1</translation>
    </message>
</context>
<context>
    <name>widgets::LogsPanel</name>
    <message>
        <source>No logs yet</source>
        <translation>Noch kein Protokoll</translation>
    </message>
    <message>
        <source>What functions print, and the platform&apos;s START, END and REPORT lines, will be here while they run.</source>
        <translation>Was Funktionen ausgeben, und die Zeilen START, END und REPORT der Plattform erscheinen hier, während sie laufen.</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>Protokoll durchsuchen</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Previous match (Shift+F3)</source>
        <translation>Vorige Fundstelle (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Next match (F3)</source>
        <translation>Nächste Fundstelle (F3)</translation>
    </message>
    <message>
        <source>Follow the end of the log</source>
        <translation>Dem Ende des Protokolls folgen</translation>
    </message>
    <message>
        <source>Copy the selection, or the whole log</source>
        <translation>Auswahl oder ganzes Protokoll kopieren</translation>
    </message>
    <message>
        <source>Clear all logs shown here</source>
        <translation>Alle hier gezeigten Protokolle leeren</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Receiving… %1</source>
        <translation>Wird empfangen… %1</translation>
    </message>
</context>
<context>
    <name>widgets::MemoryEditor</name>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Memory, in the usual sizes</source>
        <translation>Arbeitsspeicher, übliche Größen</translation>
    </message>
    <message>
        <source>%1 vCPU</source>
        <comment>share of a processor</comment>
        <translation>%1 vCPU</translation>
    </message>
    <message>
        <source>%1 · %2 per ms</source>
        <comment>processor share, price</comment>
        <translation>%1 · %2 pro ms</translation>
    </message>
</context>
<context>
    <name>widgets::MessageLine</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Copy this message</source>
        <translation>Diese Meldung kopieren</translation>
    </message>
</context>
<context>
    <name>widgets::MonthCostCard</name>
    <message>
        <source>With free tier</source>
        <translation>Mit Freikontingent</translation>
    </message>
    <message>
        <source>Without free tier</source>
        <translation>Ohne Freikontingent</translation>
    </message>
    <message>
        <source>Total</source>
        <comment>of a month&apos;s bill</comment>
        <translation>Summe</translation>
    </message>
    <message>
        <source>≈ %1</source>
        <comment>an estimated amount</comment>
        <translation>≈ %1</translation>
    </message>
    <message>
        <source>A month of calls like these</source>
        <translation>Ein Monat mit solchen Aufrufen</translation>
    </message>
    <message>
        <source>Up and Down change the number in steps</source>
        <translation>Pfeil auf und ab ändern die Zahl schrittweise</translation>
    </message>
    <message>
        <source>&amp;Requests per month:</source>
        <translation>Anfragen im &amp;Monat:</translation>
    </message>
    <message>
        <source>Formula of the selected amount</source>
        <translation>Formel des gewählten Betrags</translation>
    </message>
    <message>
        <source>such as 250k or 3M</source>
        <translation>etwa 250k oder 3M</translation>
    </message>
    <message>
        <source>Must be a number up to %1, such as 250k or 3M</source>
        <translation>Nötig ist eine Zahl bis %1, etwa 250k oder 3M</translation>
    </message>
    <message>
        <source>Show how this is reckoned</source>
        <translation>Zeigen, wie das gerechnet ist</translation>
    </message>
    <message>
        <source>–</source>
        <comment>no amount yet</comment>
        <translation>–</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <comment>line of a bill, with or without free tier, amount</comment>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>%1, %2:</source>
        <comment>line of a bill, with or without free tier</comment>
        <translation>%1 – %2:</translation>
    </message>
    <message>
        <source>Nothing to reckon with yet.</source>
        <translation>Noch nichts zu rechnen.</translation>
    </message>
    <message>
        <source>The projection needs at least one call that ran. Invoke the function, and its duration and memory are used here.</source>
        <translation>Die Hochrechnung braucht mindestens einen gelaufenen Aufruf. Nach dem Aufrufen der Funktion werden Dauer und Arbeitsspeicher hier verwendet.</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>several memory sizes</source>
        <translation>verschiedene Speichergrößen</translation>
    </message>
    <message numerus="yes">
        <source>Based on %n call(s): %1 ms billed on average, %2, %3, cold starts: %4. The durations were measured on this computer; on AWS they differ.</source>
        <translation>
            <numerusform>Aus %n Aufruf: im Mittel %1 ms berechnet, %2, %3, Kaltstarts: %4. Die Dauer wurde auf diesem Rechner gemessen; auf AWS weicht sie ab.</numerusform>
            <numerusform>Aus %n Aufrufen: im Mittel %1 ms berechnet, %2, %3, Kaltstarts: %4. Die Dauern wurden auf diesem Rechner gemessen; auf AWS weichen sie ab.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::NetworkLamp</name>
    <message>
        <source>internet</source>
        <comment>what a function may reach</comment>
        <translation>Internet</translation>
    </message>
    <message>
        <source>offline</source>
        <comment>what a function may reach</comment>
        <translation>offline</translation>
    </message>
    <message>
        <source>internet, host ports %1</source>
        <translation>Internet, Host-Ports %1</translation>
    </message>
    <message>
        <source>host ports %1</source>
        <translation>Host-Ports %1</translation>
    </message>
    <message>
        <source>The function reaches the Internet and your local network.</source>
        <translation>Die Funktion erreicht das Internet und Ihr lokales Netz.</translation>
    </message>
    <message>
        <source>The function reaches nothing outside of its sandbox.</source>
        <translation>Die Funktion erreicht nichts außerhalb ihrer Sandbox.</translation>
    </message>
    <message>
        <source>The function reaches the Internet, your local network, and at 127.0.0.1 these ports of this machine: %1.</source>
        <translation>Die Funktion erreicht das Internet, Ihr lokales Netz und unter 127.0.0.1 diese Ports dieser Maschine: %1.</translation>
    </message>
    <message>
        <source>The function reaches, at 127.0.0.1, these ports of this machine and nothing else: %1.</source>
        <translation>Die Funktion erreicht unter 127.0.0.1 diese Ports dieser Maschine und sonst nichts: %1.</translation>
    </message>
    <message>
        <source>%1 · ↑ %2 ↓ %3</source>
        <comment>what is reached, bytes sent, bytes received</comment>
        <translation>%1 · ↑ %2 ↓ %3</translation>
    </message>
    <message>
        <source>Latest run, Internet: %1 sent, %2 received, headers included.</source>
        <translation>Letzter Lauf, Internet: %1 gesendet, %2 empfangen, mit Headern.</translation>
    </message>
    <message>
        <source>Latest run, ports of this machine: %1 sent, %2 received.</source>
        <translation>Letzter Lauf, Ports dieser Maschine: %1 gesendet, %2 empfangen.</translation>
    </message>
    <message>
        <source>Bytes are flowing.</source>
        <translation>Es fließen Bytes.</translation>
    </message>
    <message>
        <source>Network of the function: %1</source>
        <translation>Netzwerk der Funktion: %1</translation>
    </message>
</context>
<context>
    <name>widgets::NetworkSection</name>
    <message>
        <source>None</source>
        <comment>network of the sandbox</comment>
        <translation>Keines</translation>
    </message>
    <message>
        <source>Internet</source>
        <comment>network of the sandbox</comment>
        <translation>Internet</translation>
    </message>
    <message>
        <source>none</source>
        <comment>no subnets, no security groups</comment>
        <translation>keine</translation>
    </message>
    <message>
        <source>On AWS this function is in a VPC (subnets: %1; security groups: %2). There it reaches what those let it reach, and the Internet only through a NAT gateway.</source>
        <translation>Auf AWS ist diese Funktion in einer VPC (Subnetze: %1; Sicherheitsgruppen: %2). Dort erreicht sie, was diese zulassen, und das Internet nur über ein NAT-Gateway.</translation>
    </message>
    <message>
        <source>VpcConfig is shown and not acted on: on this machine the settings above decide.</source>
        <translation>VpcConfig wird gezeigt, aber nicht angewendet: Auf dieser Maschine entscheiden die Einstellungen oben.</translation>
    </message>
    <message>
        <source>Through slirp4netns: whatever this machine reaches, your local network too. This machine&apos;s own loopback stays out of reach.</source>
        <translation>Über slirp4netns: alles, was diese Maschine erreicht, auch Ihr lokales Netz. Das Loopback dieser Maschine selbst bleibt unerreichbar.</translation>
    </message>
    <message>
        <source>Only itself, and the ports below.</source>
        <translation>Nur sich selbst und die Ports unten.</translation>
    </message>
    <message>
        <source>Services on this machine that the function reaches at 127.0.0.1, such as a database.</source>
        <translation>Dienste auf dieser Maschine, die die Funktion unter 127.0.0.1 erreicht, etwa eine Datenbank.</translation>
    </message>
    <message>
        <source>At 127.0.0.1 the function reaches these ports of this machine&apos;s loopback and no others. On AWS there is no such thing: let the address come from a variable.</source>
        <translation>Unter 127.0.0.1 erreicht die Funktion diese Ports im Loopback dieser Maschine und keine anderen. Auf AWS gibt es so etwas nicht: die Adresse aus einer Variablen kommen lassen.</translation>
    </message>
</context>
<context>
    <name>widgets::NewEventDialog</name>
    <message>
        <source>%1 bytes; at most %2 can be sent</source>
        <translation>%1 Bytes; höchstens %2 lassen sich senden</translation>
    </message>
    <message>
        <source>%1 of %2 bytes; too large for an asynchronous event (%3)</source>
        <translation>%1 von %2 Bytes; zu groß für ein asynchrones Ereignis (%3)</translation>
    </message>
    <message>
        <source>%1 of %2 bytes</source>
        <translation>%1 von %2 Bytes</translation>
    </message>
    <message>
        <source>Choose a source for an event as that service sends it.</source>
        <translation>Eine Quelle wählen, für ein Ereignis, wie es dieser Dienst sendet.</translation>
    </message>
    <message>
        <source>&amp;Insert</source>
        <translation>Ein&amp;fügen</translation>
    </message>
    <message>
        <source>&amp;Save as event</source>
        <translation>&amp;Als Ereignis speichern</translation>
    </message>
    <message>
        <source>New event</source>
        <translation>Neues Ereignis</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the sources of events</source>
        <translation>Quellen von Ereignissen durchsuchen</translation>
    </message>
    <message>
        <source>Sources of events</source>
        <translation>Quellen von Ereignissen</translation>
    </message>
    <message>
        <source>Kind of event</source>
        <translation>Art des Ereignisses</translation>
    </message>
    <message>
        <source>Wrap as</source>
        <translation>Einpacken als</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Wie es ist</translation>
    </message>
    <message>
        <source>The event as JSON</source>
        <translation>Das Ereignis als JSON</translation>
    </message>
    <message>
        <source>Puts it into the event panel, unsaved</source>
        <translation>Fügt es ungespeichert in das Ereignisfeld ein</translation>
    </message>
    <message>
        <source>&amp;Source</source>
        <translation>&amp;Quelle</translation>
    </message>
    <message>
        <source>&amp;Event</source>
        <translation>&amp;Ereignis</translation>
    </message>
    <message>
        <source>&amp;Wrap as:</source>
        <translation>Ein&amp;packen als:</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Empty event</source>
        <translation>Leeres Ereignis</translation>
    </message>
    <message>
        <source>A saved event needs a name</source>
        <translation>Ein gespeichertes Ereignis braucht einen Namen</translation>
    </message>
    <message>
        <source>There is an event %1 already</source>
        <translation>Ein Ereignis %1 gibt es schon</translation>
    </message>
    <message>
        <source>Saves it for the function and shows it</source>
        <translation>Speichert es für die Funktion und zeigt es</translation>
    </message>
</context>
<context>
    <name>widgets::NewFunctionDialog</name>
    <message>
        <source>Files that will be written</source>
        <translation>Dateien, die geschrieben werden</translation>
    </message>
    <message>
        <source>What the template gets</source>
        <translation>Was das Template bekommt</translation>
    </message>
    <message>
        <source>&amp;Create</source>
        <translation>&amp;Erstellen</translation>
    </message>
    <message>
        <source>New function</source>
        <translation>Neue Funktion</translation>
    </message>
    <message>
        <source>What it begins as</source>
        <translation>Womit sie beginnt</translation>
    </message>
    <message>
        <source>What it is written in</source>
        <translation>Worin sie geschrieben ist</translation>
    </message>
    <message>
        <source>Name of the function</source>
        <translation>Name der Funktion</translation>
    </message>
    <message>
        <source>&amp;Begin with</source>
        <translation>&amp;Beginnen mit</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Runtime</source>
        <translation>&amp;Runtime</translation>
    </message>
    <message>
        <source>&amp;Files</source>
        <translation>&amp;Dateien</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Template</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>A function needs a name</source>
        <translation>Eine Funktion braucht einen Namen</translation>
    </message>
</context>
<context>
    <name>widgets::PasteEventDialog</name>
    <message>
        <source>Curl command, log line or escaped JSON</source>
        <translation>curl-Befehl, Protokollzeile oder maskiertes JSON</translation>
    </message>
    <message>
        <source>The event as JSON</source>
        <translation>Das Ereignis als JSON</translation>
    </message>
    <message>
        <source>&amp;Insert</source>
        <translation>Ein&amp;fügen</translation>
    </message>
    <message>
        <source>Paste an event</source>
        <translation>Ereignis einfügen</translation>
    </message>
    <message>
        <source>curl https://… -d …
or a line of a log with JSON in it
or escaped JSON: {\&quot;name\&quot;:\&quot;Ana\&quot;}</source>
        <translation>curl https://… -d …
oder eine Protokollzeile mit JSON darin
oder maskiertes JSON: {\&quot;name\&quot;:\&quot;Ana\&quot;}</translation>
    </message>
    <message>
        <source>What the request is sent to</source>
        <translation>Wohin die Anfrage geht</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>&amp;Text</translation>
    </message>
    <message>
        <source>&amp;Event</source>
        <translation>&amp;Ereignis</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
</context>
<context>
    <name>widgets::PhaseBar</name>
    <message>
        <source>Where the time went</source>
        <translation>Wohin die Zeit ging</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>phase and its time</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Nothing ran</source>
        <translation>Nichts gelaufen</translation>
    </message>
    <message>
        <source>%1; %2 in all</source>
        <comment>list of phases with times, and their sum</comment>
        <translation>%1; %2 insgesamt</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>%1: %2, %3 % of the time. %4</source>
        <comment>phase, its time, its share of all time, what it means</comment>
        <translation>%1: %2, %3 % der Zeit. %4</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>module and its time</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Slowest to load: %1</source>
        <comment>list of modules with times</comment>
        <translation>Am langsamsten geladen: %1</translation>
    </message>
</context>
<context>
    <name>widgets::PhaseNames</name>
    <message>
        <source>Queued</source>
        <translation>Wartezeit</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>Boot</source>
        <translation>Boot</translation>
    </message>
    <message>
        <source>Init</source>
        <translation>Init</translation>
    </message>
    <message>
        <source>Handler</source>
        <translation>Handler</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Waited for this machine; on AWS it would not have waited</source>
        <translation>Wartete auf diese Maschine; auf AWS hätte er nicht gewartet</translation>
    </message>
    <message>
        <source>Made the sandbox</source>
        <translation>Richtete die Sandbox ein</translation>
    </message>
    <message>
        <source>Started the runtime, up to its first contact</source>
        <translation>Startete die Runtime, bis sie sich zum ersten Mal meldete</translation>
    </message>
    <message>
        <source>Ran the code outside the handler</source>
        <translation>Führte den Code außerhalb des Handlers aus</translation>
    </message>
    <message>
        <source>Ran the handler, up to the response&apos;s first byte</source>
        <translation>Führte den Handler aus, bis zum ersten Byte der Antwort</translation>
    </message>
    <message>
        <source>Received the response</source>
        <translation>Empfing die Antwort</translation>
    </message>
    <message>
        <source>Waited for the runtime to be ready again</source>
        <translation>Wartete, bis die Runtime wieder bereit war</translation>
    </message>
</context>
<context>
    <name>widgets::PlanCard</name>
    <message>
        <source>Estimated cost of the month, by place</source>
        <translation>Geschätzte Kosten des Monats, nach Angebot</translation>
    </message>
    <message>
        <source>The curves as a table</source>
        <translation>Die Kurven als Tabelle</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Angebot</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>≈ a month</source>
        <translation>≈ im Monat</translation>
    </message>
    <message>
        <source>Would it fit?</source>
        <translation>Würde es passen?</translation>
    </message>
    <message>
        <source>How the selected offer is reckoned</source>
        <translation>Wie das gewählte Angebot gerechnet ist</translation>
    </message>
    <message>
        <source>Drawn against</source>
        <translation>Aufgetragen über</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>Gezeigt als</translation>
    </message>
    <message>
        <source>A line for each place</source>
        <translation>Eine Linie je Angebot</translation>
    </message>
    <message>
        <source>AWS, stacked by kind</source>
        <translation>AWS, nach Art gestapelt</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>AWS: prices of %1 as of %2. Azure: prices of %3 as of %4. %5 One execution at a time on an instance is assumed; the same duration everywhere, which nobody has measured.</source>
        <translation>AWS: Preise von %1, Stand %2. Azure: Preise von %3, Stand %4. %5 Angenommen ist eine Ausführung zur Zeit je Instanz und überall dieselbe Dauer, was niemand gemessen hat.</translation>
    </message>
    <message>
        <source>A provisioned environment is cheaper than none once it is busy %1 % of its time.</source>
        <translation>Eine bereitgestellte Umgebung ist günstiger als keine, sobald sie %1 % ihrer Zeit beschäftigt ist.</translation>
    </message>
    <message>
        <source>In this month: ≈ %1 %.</source>
        <translation>In diesem Monat: ≈ %1 %.</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>with changes</source>
        <translation>mit Änderungen</translation>
    </message>
    <message>
        <source>%1, cheapest</source>
        <translation>%1, am günstigsten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>line of a bill, its formula</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Does not fit: %1</source>
        <translation>Passt nicht: %1</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>Hinweis: %1</translation>
    </message>
</context>
<context>
    <name>widgets::PlanChart</name>
    <message>
        <source>Requests per month</source>
        <translation>Anfragen im Monat</translation>
    </message>
    <message>
        <source>Memory (MB)</source>
        <translation>Speicher (MB)</translation>
    </message>
    <message>
        <source>Duration of one call (ms)</source>
        <translation>Dauer eines Aufrufs (ms)</translation>
    </message>
    <message>
        <source>Estimated cost of a month, as curves</source>
        <translation>Geschätzte Kosten eines Monats, als Kurven</translation>
    </message>
    <message>
        <source>≈ US dollars a month</source>
        <translation>≈ US-Dollar im Monat</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>axis of a chart, value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: ≈ %2</source>
        <comment>curve of a chart, dollars</comment>
        <translation>%1: ≈ %2</translation>
    </message>
</context>
<context>
    <name>widgets::PlanForm</name>
    <message>
        <source>Take off the &amp;free tier</source>
        <translation>Fr&amp;eikontingent abziehen</translation>
    </message>
    <message>
        <source>As &amp;measured</source>
        <translation>Wie ge&amp;messen</translation>
    </message>
    <message>
        <source>Requests per month</source>
        <translation>Anfragen im Monat</translation>
    </message>
    <message>
        <source>Such as 250k or 3M; Up and Down change it in steps</source>
        <translation>Etwa 250k oder 3M; Pfeil auf und ab ändern die Zahl schrittweise</translation>
    </message>
    <message>
        <source>Duration of one call</source>
        <translation>Dauer eines Aufrufs</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>As the REPORT line has it. Each call is billed in whole milliseconds, rounded up.</source>
        <translation>Wie in der REPORT-Zeile. Jeder Aufruf wird in ganzen Millisekunden berechnet, aufgerundet.</translation>
    </message>
    <message>
        <source>Cold starts</source>
        <translation>Kaltstarts</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>The share of calls whose init is billed as well.</source>
        <translation>Der Anteil der Aufrufe, bei denen auch das Init berechnet wird.</translation>
    </message>
    <message>
        <source>Init of a cold start</source>
        <translation>Init eines Kaltstarts</translation>
    </message>
    <message>
        <source>Init Duration of the REPORT line.</source>
        <translation>Init Duration der REPORT-Zeile.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>The duration stays as it is typed: less memory is less CPU, and on AWS a function then takes longer.</source>
        <translation>Die Dauer bleibt, wie sie eingegeben ist: Weniger Arbeitsspeicher ist weniger CPU, und auf AWS braucht eine Funktion dann länger.</translation>
    </message>
    <message>
        <source>Ephemeral storage</source>
        <translation>/tmp-Speicher</translation>
    </message>
    <message>
        <source>Size of /tmp; 512 MB cost nothing.</source>
        <translation>Größe von /tmp; 512 MB kosten nichts.</translation>
    </message>
    <message>
        <source>Asynchronous event</source>
        <translation>Asynchrones Ereignis</translation>
    </message>
    <message>
        <source>KB</source>
        <translation>KB</translation>
    </message>
    <message>
        <source>An event past 256 KB counts for one request more for each 64 KB that it begins.</source>
        <translation>Ein Ereignis über 256 KB zählt für je angefangene weitere 64 KB als eine Anfrage mehr.</translation>
    </message>
    <message>
        <source>called synchronously</source>
        <translation>synchron aufgerufen</translation>
    </message>
    <message>
        <source>Provisioned environments</source>
        <translation>Bereitgestellte Umgebungen</translation>
    </message>
    <message>
        <source>Kept initialised, at a price of their own.</source>
        <translation>Initialisiert bereitgehalten, zu einem eigenen Preis.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Ready each day</source>
        <translation>Bereit je Tag</translation>
    </message>
    <message>
        <source>h</source>
        <translation>h</translation>
    </message>
    <message>
        <source>Billed in steps of five minutes, on 30 days.</source>
        <translation>Berechnet in Schritten von fünf Minuten, an 30 Tagen.</translation>
    </message>
    <message>
        <source>Requests they serve</source>
        <translation>Anfragen, die sie bedienen</translation>
    </message>
    <message>
        <source>The others find none of them free.</source>
        <translation>Die übrigen finden keine von ihnen frei.</translation>
    </message>
    <message>
        <source>1,000,000 requests and 400,000 GB-s a month for the whole account</source>
        <translation>1.000.000 Anfragen und 400.000 GB-s im Monat für das ganze Konto</translation>
    </message>
    <message>
        <source>Figures that you have changed.</source>
        <translation>Zahlen, die Sie geändert haben.</translation>
    </message>
    <message numerus="yes">
        <source>The average of %n call(s) measured on this computer; on AWS they differ.</source>
        <translation>
            <numerusform>Der Wert aus %n Aufruf, auf diesem Rechner gemessen; auf AWS weicht er ab.</numerusform>
            <numerusform>Der Mittelwert aus %n Aufrufen, auf diesem Rechner gemessen; auf AWS weichen sie ab.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was measured with this memory yet: type a duration, or invoke the function.</source>
        <translation>Mit diesem Arbeitsspeicher wurde noch nichts gemessen: eine Dauer eintippen oder die Funktion aufrufen.</translation>
    </message>
</context>
<context>
    <name>widgets::ResponsePanel</name>
    <message>
        <source>No response yet</source>
        <translation>Noch keine Antwort</translation>
    </message>
    <message>
        <source>Invoke the function to see what it answers, how long it takes and what it would cost.</source>
        <translation>Funktion aufrufen und sehen, was sie antwortet, wie lange sie braucht und was sie kosten würde.</translation>
    </message>
    <message>
        <source>Invoke</source>
        <translation>Aufrufen</translation>
    </message>
    <message>
        <source>Error of the function with its stack trace</source>
        <translation>Fehler der Funktion mit Stacktrace</translation>
    </message>
    <message>
        <source>Response of the function</source>
        <translation>Antwort der Funktion</translation>
    </message>
    <message>
        <source>Body of the response</source>
        <translation>Body der Antwort</translation>
    </message>
    <message>
        <source>Response of the function as a tree</source>
        <translation>Antwort der Funktion als Baum</translation>
    </message>
    <message>
        <source>Figures of the invocation</source>
        <translation>Zahlen des Aufrufs</translation>
    </message>
    <message>
        <source>Views of the response</source>
        <translation>Ansichten der Antwort</translation>
    </message>
    <message>
        <source>Error</source>
        <comment>view of a response</comment>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Text</source>
        <comment>view of a response</comment>
        <translation>Text</translation>
    </message>
    <message>
        <source>Tree</source>
        <comment>view of a response</comment>
        <translation>Baum</translation>
    </message>
    <message>
        <source>Body</source>
        <comment>view of a response</comment>
        <translation>Body</translation>
    </message>
    <message>
        <source>Indented, or exactly as it came</source>
        <translation>Eingerückt oder genau wie empfangen</translation>
    </message>
    <message>
        <source>Copy what is shown</source>
        <translation>Angezeigtes kopieren</translation>
    </message>
    <message>
        <source>Save the response to a file</source>
        <translation>Antwort in eine Datei speichern</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Billed</source>
        <comment>time</comment>
        <translation>Berechnet</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Init</source>
        <comment>duration</comment>
        <translation>Init</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>%1 of %2 MB</source>
        <comment>used of configured</comment>
        <translation>%1 von %2 MB</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>202: the event %1 is accepted.</source>
        <translation>202: Das Ereignis %1 ist angenommen.</translation>
    </message>
    <message>
        <source>There is no answer to an event. Its attempts are in the log and in the history; &quot;lwb queue --destinations&quot; lists what came of it.</source>
        <translation>Auf ein Ereignis gibt es keine Antwort. Seine Versuche stehen im Log und im Verlauf; &quot;lwb queue --destinations&quot; listet auf, was daraus wurde.</translation>
    </message>
    <message>
        <source>First byte</source>
        <translation>Erstes Byte</translation>
    </message>
    <message>
        <source>Chunks</source>
        <translation>Chunks</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>%1 sent, %2 received</source>
        <comment>bytes</comment>
        <translation>%1 gesendet, %2 empfangen</translation>
    </message>
    <message>
        <source>The first %1 of %2 are kept and shown.</source>
        <translation>Die ersten %1 von %2 werden behalten und gezeigt.</translation>
    </message>
    <message>
        <source>Only streaming callers get a response of this size (InvokeWithResponseStream, function URLs with InvokeMode RESPONSE_STREAM). For all others the limit is %1 bytes.</source>
        <translation>Nur Aufrufer mit Streaming bekommen eine Antwort dieser Größe (InvokeWithResponseStream, Funktions-URLs mit InvokeMode RESPONSE_STREAM). Für alle anderen liegt die Grenze bei %1 Bytes.</translation>
    </message>
    <message>
        <source>Chunks</source>
        <comment>view of a response</comment>
        <translation>Chunks</translation>
    </message>
    <message>
        <source>Streaming</source>
        <comment>a response that still comes</comment>
        <translation>Wird gestreamt</translation>
    </message>
</context>
<context>
    <name>widgets::SourceTextView</name>
    <message>
        <source>Open %1, line %2</source>
        <translation>%1 öffnen, Zeile %2</translation>
    </message>
</context>
<context>
    <name>widgets::StreamChunkModel</name>
    <message>
        <source>%1 – %2</source>
        <comment>from and to, of several arrivals</comment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Since the event was delivered</source>
        <translation>Seit der Zustellung des Ereignisses</translation>
    </message>
    <message>
        <source>More than one: of a stream of many parts neighbours are put together</source>
        <translation>Mehr als einer: Bei einem Stream aus vielen Teilen sind benachbarte zusammengefasst</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Offset</source>
        <comment>of a chunk in a response, in bytes</comment>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Chunks</source>
        <translation>Chunks</translation>
    </message>
</context>
<context>
    <name>widgets::StreamStrip</name>
    <message>
        <source>Bytes of the response over time</source>
        <translation>Bytes der Antwort über die Zeit</translation>
    </message>
    <message>
        <source>No byte came.</source>
        <translation>Es kam kein Byte.</translation>
    </message>
    <message numerus="yes">
        <source>First byte after %1, last one after %2, %3 in %n chunk(s).</source>
        <translation>
            <numerusform>Erstes Byte nach %1, letztes nach %2, %3 in %n Chunk.</numerusform>
            <numerusform>Erstes Byte nach %1, letztes nach %2, %3 in %n Chunks.</numerusform>
        </translation>
    </message>
    <message>
        <source>event delivered</source>
        <translation>Ereignis zugestellt</translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <comment>so many bytes after so much time</comment>
        <translation>%1 nach %2</translation>
    </message>
</context>
<context>
    <name>widgets::StreamView</name>
    <message>
        <source>Chunks of the response</source>
        <translation>Chunks der Antwort</translation>
    </message>
</context>
<context>
    <name>widgets::TimelineLegend</name>
    <message>
        <source>Legend: %1</source>
        <translation>Legende: %1</translation>
    </message>
</context>
<context>
    <name>widgets::TimelineView</name>
    <message>
        <source>Concurrency</source>
        <translation>Parallelität</translation>
    </message>
    <message>
        <source>peak %1</source>
        <translation>Spitze %1</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>Grenze %1</translation>
    </message>
    <message numerus="yes">
        <source>%n environments</source>
        <translation>
            <numerusform>%n Umgebung</numerusform>
            <numerusform>%n Umgebungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Environments over time</source>
        <translation>Umgebungen über die Zeit</translation>
    </message>
    <message>
        <source>%1 for %2 so far</source>
        <comment>state of an environment, duration</comment>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <comment>state of an environment, duration</comment>
        <translation>%1, %2 lang</translation>
    </message>
    <message>
        <source>Request %1</source>
        <translation>Anfrage %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>ab %1</translation>
    </message>
    <message>
        <source>%1, version %2</source>
        <comment>function</comment>
        <translation>%1, Version %2</translation>
    </message>
    <message>
        <source>Environment %1</source>
        <translation>Umgebung %1</translation>
    </message>
    <message>
        <source>Provisioned concurrency</source>
        <translation>Bereitgestellte Parallelität</translation>
    </message>
    <message>
        <source>Throttled at %1</source>
        <translation>Gedrosselt um %1</translation>
    </message>
    <message numerus="yes">
        <source>%n throttles here, one of them:</source>
        <translation>
            <numerusform>%n Drosselung hier:</numerusform>
            <numerusform>%n Drosselungen hier, eine davon:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n environments of %1 share this row</source>
        <translation>
            <numerusform>%n Umgebung von %1 in dieser Zeile</numerusform>
            <numerusform>%n Umgebungen von %1 teilen sich diese Zeile</numerusform>
        </translation>
    </message>
    <message>
        <source>at %1: %2</source>
        <translation>um %1: %2</translation>
    </message>
    <message>
        <source>Ctrl+wheel makes room for more</source>
        <translation>Strg+Mausrad schafft Platz für mehr</translation>
    </message>
</context>
<context>
    <name>widgets::TuningChart</name>
    <message>
        <source>Duration and cost against memory</source>
        <translation>Dauer und Kosten über dem Arbeitsspeicher</translation>
    </message>
    <message>
        <source>cheapest</source>
        <translation>am günstigsten</translation>
    </message>
    <message>
        <source>fastest</source>
        <translation>am schnellsten</translation>
    </message>
    <message>
        <source>balanced</source>
        <translation>ausgewogen</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>im Mittel %1</translation>
    </message>
    <message>
        <source>≈ %1 for a million calls on %2</source>
        <translation>≈ %1 für eine Million Aufrufe auf %2</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 calls failed (%2)</source>
        <translation>
            <numerusform>%n von %1 Aufrufen ist fehlgeschlagen (%2)</numerusform>
            <numerusform>%n von %1 Aufrufen sind fehlgeschlagen (%2)</numerusform>
        </translation>
    </message>
    <message>
        <source>Mean duration</source>
        <translation>Mittlere Dauer</translation>
    </message>
    <message>
        <source>≈ Cost of a million calls, %1</source>
        <translation>≈ Kosten einer Million Aufrufe, %1</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
</context>
<context>
    <name>widgets::TuningPanel</name>
    <message>
        <source>128 to 10,240 MB, with commas between; 1,769 MB is one vCPU</source>
        <translation>128 bis 10.240 MB, durch Kommas getrennt; 1.769 MB sind eine vCPU</translation>
    </message>
    <message>
        <source>Warm calls of each size; a cold one comes before them</source>
        <translation>Warme Aufrufe je Größe; ein kalter geht ihnen voraus</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Of the cost in the balanced choice: 0 % is speed only, 100 % cost only</source>
        <translation>Gewicht der Kosten bei der ausgewogenen Wahl: 0 % ist nur Tempo, 100 % nur Kosten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>What was measured is kept</source>
        <translation>Das Gemessene bleibt erhalten</translation>
    </message>
    <message>
        <source>Calls made</source>
        <translation>Erfolgte Aufrufe</translation>
    </message>
    <message>
        <source>Ending …</source>
        <translation>Wird beendet …</translation>
    </message>
    <message>
        <source>What each size came to</source>
        <translation>Was jede Größe ergab</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Billed</source>
        <translation>Berechnet</translation>
    </message>
    <message>
        <source>Cold</source>
        <comment>start of an environment</comment>
        <translation>Kalt</translation>
    </message>
    <message>
        <source>1M on x86_64</source>
        <comment>a million calls</comment>
        <translation>1 Mio. auf x86_64</translation>
    </message>
    <message>
        <source>1M on arm64</source>
        <comment>a million calls</comment>
        <translation>1 Mio. auf arm64</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Without the fastest and the slowest fifth of the warm calls</source>
        <translation>Ohne das schnellste und das langsamste Fünftel der warmen Aufrufe</translation>
    </message>
    <message>
        <source>What the durations of a million warm calls cost</source>
        <translation>Was die Dauern einer Million warmer Aufrufe kosten</translation>
    </message>
    <message>
        <source>The price on arm64 of the durations that were measured here</source>
        <translation>Der Preis der hier gemessenen Dauern auf arm64</translation>
    </message>
    <message>
        <source>Size to apply</source>
        <translation>Zu übernehmende Größe</translation>
    </message>
    <message>
        <source>Sets the function&apos;s memory; Undo takes it back</source>
        <translation>Setzt den Arbeitsspeicher der Funktion; Rückgängig nimmt es zurück</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>AWS Lambda Power Tuning (JSON)…</source>
        <translation>AWS Lambda Power Tuning (JSON)…</translation>
    </message>
    <message>
        <source>All that was measured (JSON)…</source>
        <translation>Alles Gemessene (JSON)…</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>Bild (PNG)…</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Balanced: %1 MB</source>
        <translation>Ausgewogen: %1 MB</translation>
    </message>
    <message>
        <source>Cheapest: %1 MB</source>
        <translation>Am günstigsten: %1 MB</translation>
    </message>
    <message>
        <source>Fastest: %1 MB</source>
        <translation>Am schnellsten: %1 MB</translation>
    </message>
    <message>
        <source>Choose a function</source>
        <translation>Funktion auswählen</translation>
    </message>
    <message>
        <source>Sizes are 128 to 10,240 MB, with commas between</source>
        <translation>Größen sind 128 bis 10.240 MB, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Calls %1 at each size</source>
        <translation>Ruft %1 mit jeder Größe auf</translation>
    </message>
    <message>
        <source>128 to 10,240 MB</source>
        <translation>128 bis 10.240 MB</translation>
    </message>
    <message>
        <source>Measuring %1 …</source>
        <translation>%1 wird gemessen …</translation>
    </message>
    <message>
        <source>Each size gets a cold call and then the warm ones.</source>
        <translation>Jede Größe bekommt einen kalten Aufruf und dann die warmen.</translation>
    </message>
    <message>
        <source>How much memory for %1?</source>
        <translation>Wie viel Arbeitsspeicher für %1?</translation>
    </message>
    <message>
        <source>Power tuning</source>
        <translation>Power-Tuning</translation>
    </message>
    <message>
        <source>The current event is sent at several memory sizes; more memory is more CPU. The cheapest, the fastest and a balanced size are named.</source>
        <translation>Das aktuelle Ereignis wird mit mehreren Speichergrößen gesendet; mehr Arbeitsspeicher ist mehr CPU. Die günstigste, die schnellste und eine ausgewogene Größe werden genannt.</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Estimates: measured on this computer with the CPU share of each size, without the fee per request and the free tier.</source>
        <translation>Schätzungen: auf diesem Rechner mit dem CPU-Anteil jeder Größe gemessen, ohne die Gebühr je Anfrage und das Freikontingent.</translation>
    </message>
    <message>
        <source>No size had good calls only, so none is recommended.</source>
        <translation>Keine Größe hatte nur gute Aufrufe, daher wird keine empfohlen.</translation>
    </message>
    <message>
        <source>Ended early.</source>
        <translation>Vorzeitig beendet.</translation>
    </message>
    <message>
        <source>From %1 MB on this computer has no more CPU to give.</source>
        <translation>Ab %1 MB hat dieser Rechner keine CPU mehr zu geben.</translation>
    </message>
    <message>
        <source>Meas&amp;ure</source>
        <translation>M&amp;essen</translation>
    </message>
    <message>
        <source>Si&amp;zes in MB:</source>
        <translation>&amp;Größen in MB:</translation>
    </message>
    <message>
        <source>Ru&amp;ns:</source>
        <translation>&amp;Läufe:</translation>
    </message>
    <message>
        <source>Wei&amp;ght of cost:</source>
        <translation>Ge&amp;wicht der Kosten:</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Übernehmen</translation>
    </message>
</context>
<context>
    <name>widgets::Words</name>
    <message>
        <source>Success</source>
        <comment>outcome of an invocation</comment>
        <translation>Erfolg</translation>
    </message>
    <message>
        <source>Function error</source>
        <comment>outcome of an invocation</comment>
        <translation>Funktionsfehler</translation>
    </message>
    <message>
        <source>Timeout</source>
        <comment>outcome of an invocation</comment>
        <translation>Zeitlimit</translation>
    </message>
    <message>
        <source>Exited</source>
        <comment>outcome of an invocation: its process ended</comment>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Out of memory</source>
        <comment>outcome of an invocation</comment>
        <translation>Speicher erschöpft</translation>
    </message>
    <message>
        <source>Init failed</source>
        <comment>outcome of an invocation</comment>
        <translation>Init fehlgeschlagen</translation>
    </message>
    <message>
        <source>Response too large</source>
        <comment>outcome of an invocation</comment>
        <translation>Antwort zu groß</translation>
    </message>
    <message>
        <source>Throttled</source>
        <comment>outcome of an invocation</comment>
        <translation>Gedrosselt</translation>
    </message>
    <message>
        <source>Not run</source>
        <comment>outcome of an invocation: the engine could not run it</comment>
        <translation>Nicht gelaufen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <comment>outcome of an invocation</comment>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Cold</source>
        <comment>start of an environment</comment>
        <translation>Kalt</translation>
    </message>
    <message>
        <source>Warm</source>
        <comment>environment that had run before</comment>
        <translation>Warm</translation>
    </message>
    <message>
        <source>Standby</source>
        <comment>cold start in an environment that had booted ahead</comment>
        <translation>Bereitschaft</translation>
    </message>
    <message>
        <source>Provisioned</source>
        <comment>environment that is kept initialised</comment>
        <translation>Bereitgestellt</translation>
    </message>
</context>
</TS>
