// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <cstdlib>
#include <tuple>

#include "engine/builds/buildplan.h"
#include "engine/model/runtimeid.h"

namespace engine {
namespace {

constexpr char16_t InstalledJdk[] = u"/build/jdk"; // one outside of /usr
constexpr char16_t Api[] = u"/build/java-api";     // where our API jar is seen
const QStringList Outputs{QStringLiteral("target"),  QStringLiteral("build"),
                          QStringLiteral("out"),     QStringLiteral("bin"),
                          QStringLiteral(".gradle"), QStringLiteral("src/test")};

bool isBelow(const QString &path, const QStringList &folders)
{
    for (const QString &folder : folders) {
        if (path.startsWith(folder + u'/'))
            return true;
    }
    return false;
}

// Relative paths of such files below `root`, which is relative to `folder` and may be empty.
bool hasFile(const QDir &folder, const QString &root, const QString &pattern)
{
    QDirIterator each(folder.filePath(root), {pattern}, QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QString path = folder.relativeFilePath(each.next());
        if (!root.isEmpty() || (!isBelow(path, Outputs) && !path.startsWith(u'.')))
            return true;
    }
    return false;
}

// Relative, sorted.
QStringList jarsIn(const QDir &folder, const QString &name)
{
    QStringList jars;
    for (const QString &file :
         QDir(folder.filePath(name)).entryList({QStringLiteral("*.jar")}, QDir::Files, QDir::Name))
        jars << name + u'/' + file;
    return jars;
}

// What Maven or Gradle has made as a whole, rather than sources, documentation or its own parts.
QStringList packagedJars(const QDir &folder)
{
    QStringList jars =
        jarsIn(folder, QStringLiteral("target")) + jarsIn(folder, QStringLiteral("build/libs"));
    jars.removeIf([](const QString &path) {
        const QString name = QFileInfo(path).fileName();
        return name.startsWith(QLatin1StringView("original-"))
               || name.endsWith(QLatin1StringView("-sources.jar"))
               || name.endsWith(QLatin1StringView("-javadoc.jar"))
               || name.endsWith(QLatin1StringView("-plain.jar"))
               || name.endsWith(QLatin1StringView("-tests.jar"));
    });
    return jars;
}

// What a Java project has, as its folders tell.
struct JavaFolder
{
    explicit JavaFolder(const QDir &folder)
    {
        for (const char *root : {"src/main/java", ""}) {
            const QString path = QLatin1StringView(root);
            if ((path.isEmpty() || folder.exists(path))
                && hasFile(folder, path, QStringLiteral("*.java"))) {
                hasSources = true;
                sources = path;
                break;
            }
        }
        for (const char *place : {"lib", "target/dependency", "target/lib", "build/dependencies"})
            jars << jarsIn(folder, QLatin1StringView(place));
        const bool hasDependencies = !jars.isEmpty();
        for (const char *place : {"target/classes", "build/classes/java/main"}) {
            if (folder.exists(QLatin1StringView(place)))
                classes << QLatin1StringView(place);
        }
        for (const char *place : {"src/main/resources", "build/resources/main"}) {
            if (folder.exists(QLatin1StringView(place)))
                resources << QLatin1StringView(place);
        }
        // A shaded jar has the dependencies too; its copies of the function's own classes come
        // after those that are compiled here.
        if (!hasDependencies && (hasSources || classes.isEmpty()))
            jars << packagedJars(folder);
    }

    bool hasSources = false;
    QString sources; // relative; empty: the folder itself
    QStringList jars, classes, resources;
};

const JavaToolchain *nearest(const std::vector<JavaToolchain> &all, int wanted, bool compiles)
{
    const JavaToolchain *best = nullptr;
    const auto line = [](const JavaToolchain &one) {
        return one.version.section(u'.', 0, 0).toInt();
    };
    const auto rank = [&](const JavaToolchain &one) {
        const int distance = line(one) - wanted;
        return std::tuple(std::abs(distance), distance < 0);
    };
    constexpr int OldestRun = 11;
    for (const JavaToolchain &one : all) {
        if (line(one) >= OldestRun && (one.hasCompiler || !compiles)
            && (best == nullptr || rank(one) < rank(*best)))
            best = &one;
    }
    return best;
}

int lineOf(const JavaToolchain &one)
{
    return one.version.section(u'.', 0, 0).toInt();
}

// In the shell's words: $1 is the sources' folder, $2 the compiler's archive of classes, the rest
// javac with its options. Names of files
// that hold quotes or backslashes are the only ones that an argument file can't take.
QString compileScript(const JavaFolder &java)
{
    QString script = QStringLiteral("set -e\n"
                                    "out=/build/out work=/build/work\n");
    if (!java.jars.isEmpty()) {
        script += QStringLiteral("mkdir -p $out/lib\n");
        for (const QString &jar : java.jars)
            script += QStringLiteral("cp -- '%1' $out/lib/\n").arg(jar);
    }
    const bool isPlain = java.hasSources && java.sources.isEmpty();
    if (isPlain) // what lies beside the sources goes along, as it would in a zip
        script += QStringLiteral(
            "find . \\( -name '.?*' -o -path ./target -o -path ./build -o -path ./out -o -path "
            "./bin"
            " -o -path ./lib -o -path ./src/test \\) -prune -o -type f ! -name '*.java'"
            " ! -name pom.xml -exec cp --parents -t $out -- {} +\n");
    for (const QString &folder : java.hasSources ? QStringList() : java.classes)
        script += QStringLiteral("cp -r '%1/.' $out/\n").arg(folder);
    for (const QString &folder : isPlain ? QStringList() : java.resources)
        script += QStringLiteral("cp -r '%1/.' $out/\n").arg(folder);
    if (java.hasSources)
        script += QStringLiteral(
            "find \"$1\" \\( -name '.?*' -o -path ./target -o -path ./build -o -path ./out -o "
            "-path "
            "./bin -o -path ./src/test \\) -prune -o -type f -name '*.java' -printf '\"%p\"\\n' "
            "> $work/sources\n"
            "archive=$2\n"
            "shift 2\n"
            // Of the compiler's own classes, in the cache of the workspace: half of each later
            // build.
            "if [ -f $archive ]; then\n"
            "  exec \"$@\" -J-XX:SharedArchiveFile=$archive "
            "-d $out @$work/sources\n"
            "fi\n"
            "\"$@\" -J-XX:ArchiveClassesAtExit=$work/archive "
            "-d $out @$work/sources\n"
            "mv $work/archive $archive || true\n");
    return script;
}

Error withoutCompiler(const BuildTools &tools)
{
    return {Error::Code::ToolMissing,
            tools.java.empty() ? QStringLiteral("javac")
                               : QStringLiteral("javac (%1 has none)").arg(tools.java.front().root),
            QStringLiteral("sudo apt-get install openjdk-17-jdk-headless")};
}

} // namespace

Result<std::optional<BuildPlan>> planJava(const Function &function, const BuildTools &tools)
{
    const auto runtime = RuntimeId::parse(function.config.runtime);
    if (!runtime || runtime->language != Language::Java)
        return std::optional<BuildPlan>();
    const QDir folder(function.codePath);
    const JavaFolder java(folder);
    if (!java.hasSources) {
        // Classes, or libraries alone, lie where Lambda looks for them: nothing is to be done.
        const bool isReady = hasFile(folder, {}, QStringLiteral("*.class"));
        const bool isBuilt = !java.classes.isEmpty() || !packagedJars(folder).isEmpty();
        if (isReady || !isBuilt)
            return std::optional<BuildPlan>();
    }
    const int wanted = runtime->version.toInt(); // 0 of "8.al2"
    const JavaToolchain *jdk = nearest(tools.java, wanted, true);
    if (java.hasSources && jdk == nullptr)
        return withoutCompiler(tools);

    BuildPlan plan;
    plan.cache = QStringLiteral("java");
    plan.problems = ProblemFormat::Javac;
    plan.remedy = QStringLiteral("lwb deps ") + function.config.name;
    plan.command.argv = {QStringLiteral("/bin/sh"), QStringLiteral("-c"), compileScript(java),
                         QStringLiteral("sh")};
    if (!java.hasSources) {
        plan.tool = QStringLiteral("copy");
        return std::optional(plan);
    }
    plan.tool = QStringLiteral("javac ") + jdk->version;
    plan.ignored = Outputs;
    for (const QString &jar : java.jars) {
        if (isBelow(jar, Outputs))
            plan.decisive << jar;
    }
    for (const QString &resources : java.resources) {
        if (isBelow(resources, Outputs))
            plan.ignored.removeAll(resources.section(u'/', 0, 0));
    }

    QString root = jdk->root;
    if (!root.startsWith(QLatin1StringView("/usr/"))) {
        plan.command.mounts.push_back({root, QString::fromUtf16(InstalledJdk)});
        root = QString::fromUtf16(InstalledJdk);
    }
    QStringList classPath = java.jars;
    if (!tools.javaApi.isEmpty()) { // last: the function's own copy comes first
        plan.command.mounts.push_back({tools.javaApi, QString::fromUtf16(Api)});
        classPath << QString::fromUtf16(Api) + QStringLiteral("/lambda-api.jar");
    }
    // What comes out must run on the Java that will run it, which may have no compiler.
    const JavaToolchain *runner = nearest(tools.java, wanted, false);
    const int release = std::min({std::max(wanted, 8), lineOf(*jdk), lineOf(*runner)});
    plan.command.argv << (java.sources.isEmpty() ? QStringLiteral(".") : java.sources)
                      << QString::fromUtf16(buildpaths::Cache)
                             + QStringLiteral("/javac-%1.jsa").arg(jdk->version)
                      << root + QStringLiteral("/bin/javac")
                      << QStringLiteral("-J-XX:+IgnoreUnrecognizedVMOptions")
                      << QStringLiteral("-J-Xlog:disable")
                      // A compiler that lives for a second: no time for a second compilation.
                      << QStringLiteral("-J-XX:TieredStopAtLevel=1")
                      << QStringLiteral("-J-XX:+UseSerialGC") << QStringLiteral("-J-Xshare:auto")
                      << QStringLiteral("-encoding") << QStringLiteral("UTF-8")
                      << QStringLiteral("--release") << QString::number(release)
                      << QStringLiteral("-g") << QStringLiteral("-Xlint:-options");
    if (!classPath.isEmpty())
        plan.command.argv << QStringLiteral("-cp") << classPath.join(u':');
    return std::optional(plan);
}

} // namespace engine
