package dev.synod.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code synod:help}, the goal pages and the README say of the goals, held to the plugin as Maven sees it. */
class GoalDocumentationTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern LIST = Pattern.compile("`synod:(\\w+)`((?:,\\s+(?:and\\s+)?`\\w+`(?:\\s+\\([^)]*\\))?)+)");
    private static final Pattern NAMED = Pattern.compile("(?<![\\w.])synod:([a-z]+)");
    /** How a description says what an optional parameter without a default means. */
    private static final Pattern WITHOUT = Pattern.compile("(?i)if (?:it is )?not set");

    private static PluginDescriptor plugin;

    @BeforeAll
    static void read() throws Exception {
        try (Reader in = Files.newBufferedReader(Path.of("target", "classes", "META-INF", "maven", "plugin.xml"))) {
            plugin = new PluginDescriptorBuilder().build(in);
        }
    }

    @Test
    void everyParameterIsDescribedAndCanBeSetOnTheCommandLine() {
        TreeSet<String> faults = new TreeSet<>();
        for (MojoDescriptor goal : plugin.getMojos()) {
            check(faults, goal.getGoal(), goal.getDescription() != null && !goal.getDescription().isBlank(),
                    "no description");
            List<Parameter> parameters = goal.getParameters();
            for (Parameter parameter : parameters) {
                if (parameter.isEditable()) {
                    check(goal, parameter, faults);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static void check(MojoDescriptor goal, Parameter parameter, TreeSet<String> faults) {
        String name = goal.getGoal() + "." + parameter.getName();
        String description = parameter.getDescription() == null ? "" : parameter.getDescription();
        var setting = goal.getMojoConfiguration().getChild(parameter.getName(), false);
        boolean hasProperty = setting != null && setting.getValue("").startsWith("${");
        boolean hasDefault = setting != null && setting.getAttribute("default-value") != null;
        check(faults, name, !description.isBlank(), "no description");
        check(faults, name, hasProperty || parameter.getType().equals("java.util.List"), "no property");
        check(faults, name, hasDefault || parameter.isRequired() || WITHOUT.matcher(description).find()
                || goal.getGoal().equals("help"), "neither a default nor a word on what happens if it is not set");
    }

    private static void check(TreeSet<String> faults, String name, boolean good, String fault) {
        if (!good) {
            faults.add(name + ": " + fault);
        }
    }

    @Test
    void readmeNamesTheGoalsThatThereAre() throws Exception {
        TreeSet<String> goals = new TreeSet<>(plugin.getMojos().stream().map(MojoDescriptor::getGoal).toList());
        String readme = Files.readString(ROOT.resolve("README.md"));
        Matcher list = LIST.matcher(readme);
        assertThat(list.find()).as("README.md lists the goals: `synod:check`, `...`").isTrue();
        TreeSet<String> listed = new TreeSet<>(List.of(list.group(1)));
        Matcher rest = Pattern.compile("`(\\w+)`").matcher(list.group(2));
        while (rest.find()) {
            listed.add(rest.group(1));
        }
        TreeSet<String> worked = new TreeSet<>(goals);
        worked.remove("help");
        assertThat(listed).as("goals that README.md lists").isEqualTo(worked);
        for (Path page : List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md"),
                Path.of("src", "site", "markdown", "usage.md"))) {
            Matcher named = NAMED.matcher(Files.readString(page));
            while (named.find()) {
                assertThat(goals).as(page.toString()).contains(named.group(1));
            }
        }
    }

    /** A property that is written somewhere and that no goal reads would be ignored in silence. */
    @Test
    void usagePageNamesPropertiesThatThereAre() throws Exception {
        TreeSet<String> properties = new TreeSet<>();
        plugin.getMojos().forEach(goal -> Arrays.stream(goal.getMojoConfiguration().getChildren())
                .map(setting -> setting.getValue("")).filter(value -> value.startsWith("${"))
                .forEach(value -> properties.add(value.substring(2, value.length() - 1))));
        for (Path page : List.of(ROOT.resolve("README.md"), Path.of("src", "site", "markdown", "usage.md"))) {
            Matcher named = Pattern.compile("-D(synod\\.[\\w.]*\\w|tla2tools\\.jar)").matcher(Files.readString(page));
            while (named.find()) {
                assertThat(properties).as(page.toString()).contains(named.group(1));
            }
        }
    }
}
