package dev.synod.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.synod.explore.LastResults;
import dev.synod.explore.Mutants;
import dev.synod.explore.explorer.Explorer;
import dev.synod.explore.mutation.Explanation;
import dev.synod.explore.mutation.MutationReport;
import dev.synod.explore.mutation.MutationReport.Row;
import dev.synod.explore.mutation.MutationReport.Side;
import dev.synod.explore.mutation.MutationReport.Status;
import dev.synod.replay.SpecFolders;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.tlc.check.CheckListener;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.Checker;
import dev.synod.tlc.check.RunOptions;
import dev.synod.tlc.manifest.ModelFinder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.w3c.dom.Document;

/** The page in a real browser. The trace with the planted bug is the one of the README. */
class ReportPageTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path SPECS = ROOT.resolve("specs");
    private static final String MUTANT = "letsSmallerIdentitiesPass";
    private static final int MANY = 100_000;

    @TempDir
    static Path temp;

    private static Path downloads;
    private static Path page;
    private static Path large;
    private static Browser browser;

    @BeforeAll
    static void makeThePages() throws IOException, InterruptedException {
        downloads = Files.createDirectory(temp.resolve("downloads"));
        browser = Browser.start(downloads);
        Path work = temp.resolve("work");
        Path bug = temp.resolve("bug.ndjson");
        run(Mutants.named("synod", "votesBelowItsPromise").algorithm(), "loss=0.1,duplication=0.3,delay=1..60", 2_000, bug);
        new Checker(CheckSettings.defaults(work).with(RunOptions.DEFAULTS.withCoverage()), CheckListener.NONE)
                .check(ModelFinder.filter(ModelFinder.models(SPECS), List.of("chang-roberts/MCChangRobertsUnfair", "synod/MCSynodB3")));
        new LastResults(work, SPECS).record(Explorer.of(Mutants.named("chang-roberts", MUTANT).algorithm(), specs()).tlc(false).run(), MUTANT);
        new LastResults(work, SPECS).record("chang-roberts", mutation());
        page = Report.of(SPECS).recorded(ROOT.resolve("traces")).traces(List.of(bug)).algorithms(List.of("synod", "chang-roberts"))
                .work(work).gather(line -> { }).write(temp.resolve("page"));
        Path many = temp.resolve("many.ndjson");
        run(Algorithms.named("ricart-agrawala"), "delay=1..20", MANY, many);
        large = Report.of(SPECS).traces(List.of(many)).algorithms(List.of("ricart-agrawala")).work(work).gather(line -> { })
                .write(temp.resolve("large"));
    }

    /** A mutation with all that can come of a mutant. */
    private static MutationReport mutation() {
        return new MutationReport("chang-roberts/ChangRoberts", List.of(
                new Row(Side.SPEC, "Forward: < to =<", "Line 1", Status.CAUGHT, "replay", "accepts event 7", null),
                new Row(Side.SPEC, "Elect: drop UNCHANGED", "Line 2", Status.SURVIVES, null, "", null),
                new Row(Side.SPEC, "Init: 0 to 1", "Line 3", Status.SURVIVES, null, "",
                        new Explanation(Explanation.Kind.EQUIVALENT, "Nobody reads it.")),
                new Row(Side.SPEC, "Pass: 1 to 2", "Line 4", Status.SURVIVES, null, "",
                        new Explanation(Explanation.Kind.GAP, "No model has it.")),
                new Row(Side.SPEC, "Next: never Pass", "Line 5", Status.UNDECIDED, null, "model: 5 minutes were not enough", null),
                new Row(Side.CODE, MUTANT, "Forward", Status.CAUGHT, "replay", "rejects event 3", null)), List.of());
    }

    private static SpecFolders specs() {
        return new SpecFolders(List.of(SPECS));
    }

    private static <S extends Record, M> void run(AlgorithmProvider<S, M> algorithm, String faults, long steps, Path file)
            throws IOException {
        Simulation<S, M> simulation = Simulation.of(algorithm).nodes(3).seed(3).steps(steps);
        simulation.faults(FaultPlan.parse(faults, simulation.ensemble()));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            assertThat(simulation.record(out).events()).isEqualTo(steps);
        }
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void onADesk() {
        browser.size(1280, 900);
        browser.prefers("light");
    }

    @Test
    void opensWithTheDivergenceAndSaysWhichMessageBrokeWhichRule() {
        browser.open(page, "").untilText("h1", "bug.ndjson").untilText(".inspector", "Event 52").untilText(".operands", "since");
        assertThat(browser.text("#verdict")).isEqualTo("Event 52 is a step that the specification does not allow");
        assertThat(browser.text(".story")).contains("p1 took the step ReceiveBeginBallot, on a message that p2 sent in event 29")
                .contains("m.bal = nextBal[p]", "1 = 2 is false", "since event 31: ReceiveNextBallot bal 2 at p1")
                .contains("Asked for its vote, p votes if this is the very ballot that it promised to wait for")
                .contains("SendNextBallot(p = \"p1\")");
        assertThat(browser.text(".story .module .line.false")).contains("259").contains("m.bal = nextBal[p]");
        assertThat(browser.all(".story .module .line.holds")).hasSize(2);
        assertThat(browser.one(".row.selected").getDomAttribute("aria-label")).startsWith("event 52 at p1: ReceiveBeginBallot")
                .endsWith("not allowed by the specification");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void stepsThroughTheEventsByKeyboard() {
        browser.open(page, "trace/bug").untilText(".inspector", "Event 52");
        browser.one(".events").sendKeys(Keys.ARROW_UP);
        browser.untilText(".inspector", "Event 51");
        assertThat(browser.hash()).isEqualTo("#trace/bug/event/51");
        browser.one(".events").sendKeys("d", "[");
        browser.untilText(".inspector", "Event 29");
        browser.one(".events").sendKeys("]", Keys.ARROW_LEFT);
        browser.untilText(".inspector", "Event 51");
        browser.one(".events").sendKeys(Keys.HOME);
        browser.untilText(".inspector", "Event 1");
        assertThat(browser.text("[role=option][aria-selected=true]")).contains("TryNewBallot");
        assertThat(browser.one(".events").getDomAttribute("aria-activedescendant"))
                .isEqualTo(browser.one("[role=option][aria-selected=true]").getDomAttribute("id"));
    }

    @Test
    void linksReopenAtTheEventAndShowWhatItChanged() {
        browser.open(page, "trace/bug/event/31").untilText(".inspector", "Event 31");
        assertThat(browser.text(".matrix td.changed")).isEqualTo("1 \u2192 2");
        assertThat(browser.all(".matrix td.changed")).hasSize(1);
        assertThat(browser.text(".matrix tr.changed th")).isEqualTo("nextBal");
        assertThat(browser.text(".inspector .module")).contains("nextBal' = [nextBal EXCEPT ![p] = m.bal]");
        // Backwards and forwards again the state is the same.
        String state = browser.text(".state");
        browser.one(".events").sendKeys(Keys.HOME);
        browser.untilText(".inspector", "Event 1");
        browser.open(page, "trace/bug/event/31").untilText(".inspector", "Event 31");
        assertThat(browser.text(".state")).isEqualTo(state);
    }

    @Test
    void findsEvents() {
        browser.open(page, "trace/bug").untilText(".inspector", "Event 52");
        browser.type(".search input", "TryNewBallot");
        browser.untilText(".search output", "5 of 6 events");
        browser.type(".search input", Keys.ENTER);
        browser.until("the event is one of those found", b -> b.text("[role=option][aria-selected=true]").contains("TryNewBallot"));
        browser.one(".search input").clear();
        browser.type(".search input", "31");
        browser.untilText(".inspector", "Event 31");
    }

    @Test
    void savesAPicture() throws Exception {
        browser.open(page, "trace/bug/event/52").untilText(".inspector", "Event 52");
        browser.click(".save button");
        Path file = downloads.resolve("bug-37-57.svg");
        browser.until("the picture is saved", b -> Files.isRegularFile(file));
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document svg = factory.newDocumentBuilder().parse(file.toFile());
        assertThat(svg.getDocumentElement().getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
        assertThat(svg.getElementsByTagName("circle").getLength()).isGreaterThanOrEqualTo(21);
        assertThat(svg.getDocumentElement().getTextContent()).contains("ReceiveBeginBallot  to \"p1\", bal 1, dec \"wine\"");
    }

    @Test
    void leadsFromTheOverviewToACounterexample() {
        browser.open(page, "overview").untilText("h1", "2 things are not as they must be");
        assertThat(browser.text(".first")).contains("bug.ndjson leaves the specification at event 52");
        browser.type("main input[type=search]", "chang");
        browser.until("one algorithm is left", b -> b.all(".overview tbody tr").size() == 1);
        browser.click(".overview tbody a");
        browser.untilText("h1", "chang-roberts");
        browser.one("a[href='#model/chang-roberts/MCChangRobertsUnfair']").click();
        browser.untilText("h1", "MCChangRobertsUnfair violates EveryoneLearns");
        assertThat(browser.text("main")).contains("nothing happens any more");
        browser.one(".states").sendKeys(Keys.HOME);
        browser.untilText(".inspector h3", "State 1");
        assertThat(browser.hash()).isEqualTo("#model/chang-roberts/MCChangRobertsUnfair/state/1");
        browser.one(".states").sendKeys(Keys.ARROW_DOWN);
        browser.untilText(".inspector h3", "State 2");
        assertThat(browser.all(".inspector .changed")).isNotEmpty();
        assertThat(browser.text(".inspector .module")).contains("Start(p) ==");
    }

    @Test
    void saysWhatWasNotRun() {
        browser.open(page, "model/synod/MCSynod").untilText("h1", "MCSynod not run");
        assertThat(browser.text("main")).contains("synod check --model synod/MCSynod", "100,164 are pinned");
        browser.open(page, "algorithm/synod").untilText("h1", "synod");
        assertThat(browser.text("main")).contains("synod audit synod", "537,836 states are pinned");
    }

    @Test
    void paintsCoverageOnTheText() {
        browser.open(page, "coverage/chang-roberts/ChangRoberts.tla").untilText("h1", "ChangRoberts");
        assertThat(browser.text(".module")).contains("ReceiveLeader: \u00d7");
        assertThat(browser.all(".module .line.taken")).isNotEmpty();
    }

    @Test
    void showsTheShortestBehaviourThatOnlyTheCodeHas() {
        browser.open(page, "algorithm/chang-roberts").untilText(".exploration", "With the mutant " + MUTANT + " planted: more");
        browser.one(".exploration a[href^='#trace/']").click();
        browser.until("the verdict is shown", b -> b.text("#verdict").contains("is a step that the specification does not allow"));
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void hasAReadableLightAndADarkTheme(String hash) {
        openDrawn(hash);
        assertThat(luminance()).isGreaterThan(0.8);
        assertThat(poorContrast()).isEmpty();
        browser.prefers("dark");
        assertThat(luminance()).isLessThan(0.1);
        assertThat(poorContrast()).isEmpty();
    }

    @Test
    void theThemeMayBeChosen() {
        browser.prefers("dark");
        openDrawn("trace/bug");
        browser.one(".theme select").sendKeys("light");
        browser.until("the theme is light", b -> luminance() > 0.8);
    }

    private static final String COLOURS = """
            const channel = (c) => c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
            const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
            const light = (c) => 0.2126 * channel(c[0] / 255) + 0.7152 * channel(c[1] / 255) + 0.0722 * channel(c[2] / 255);
            const ground = (e) => {
              for (; e; e = e.parentElement) {
                const c = parse(getComputedStyle(e).backgroundColor);
                if (c.length === 3) return c;
              }
              return [255, 255, 255];
            };
            """;

    private static double luminance() {
        return ((Number) browser.run(COLOURS + "return light(ground(document.querySelector('main')))")).doubleValue();
    }

    /** Texts whose contrast is below 4.5 to 1 (WCAG 2.2, level AA). */
    private static List<?> poorContrast() {
        return (List<?>) browser.run(COLOURS + """
                const poor = [];
                for (const e of document.querySelectorAll("main *, nav *")) {
                  const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
                  if (!own || e.closest("svg, [hidden], :disabled, option")) continue;
                  const a = light(parse(getComputedStyle(e).color)), b = light(ground(e));
                  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                  if (ratio < 4.5) poor.push(e.textContent.slice(0, 40) + " " + ratio.toFixed(2));
                }
                return poor;
                """);
    }

    /** A page of each kind. */
    private static final List<String> PAGES = List.of("overview", "trace/bug", "algorithm/chang-roberts",
            "model/chang-roberts/MCChangRobertsUnfair", "coverage/synod/Synod.tla", "module/synod/Synod.tla");

    private static void openDrawn(String hash) {
        browser.open(page, hash).until("the page is drawn", b -> !b.text("h1").isEmpty()
                && (!hash.startsWith("trace") || b.text(".inspector").contains("Event 52")));
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void fitsANarrowWindow(String hash) {
        browser.size(320, 800);
        openDrawn(hash);
        assertThat(tooWide(320)).isEmpty();
        browser.run(TEXT_SPACING);
        assertThat(tooWide(320)).as("with the reader's own spacing").isEmpty();
    }

    /** What a page must bear (WCAG 2.2, success criterion 1.4.12), and what a wider font than this machine's does to it. */
    private static final String TEXT_SPACING = """
            const style = document.createElement("style");
            style.textContent = "* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important; }";
            document.head.append(style);
            """;

    /** What makes the page wider than that many pixels: the innermost elements, each with its right edge and its text. */
    private static List<?> tooWide(int width) {
        return (List<?>) browser.run("const width = " + width + ";" + """
                if (document.documentElement.scrollWidth <= width) return [];
                const wide = [...document.querySelectorAll("body *")].filter((e) => {
                  if (e.getBoundingClientRect().right <= width) return false;
                  for (let up = e.parentElement; up; up = up.parentElement) {
                    if (getComputedStyle(up).overflowX !== "visible") return false;
                  }
                  return true;
                });
                return wide.filter((e) => !wide.some((other) => other !== e && e.contains(other)))
                    .map((e) => `${e.tagName} ${e.className} to ${Math.round(e.getBoundingClientRect().right)}: ${e.textContent.slice(0, 60)}`);
                """);
    }

    @Test
    void tellsWhichPlantedBugsNothingNotices() {
        browser.open(page, "overview").untilText(".first", "a planted bug survives Elect: drop UNCHANGED");
        assertThat(browser.text(".overview")).contains("1 of 5 noticed, 1 survive, 1 undecided, 1 gap, 1 explained");
        browser.open(page, "algorithm/chang-roberts").untilText("main", "Elect: drop UNCHANGED");
        assertThat(browser.all(".mutation tbody tr").stream().map(WebElement::getText).toList()).hasSize(6)
                .first(STRING).contains("survives").contains("Line 2");
        browser.one(".mutation input").sendKeys("nobody reads");
        browser.until("the filter is applied", b -> b.all(".mutation tbody tr").size() == 1);
        assertThat(browser.text(".mutation tbody")).contains("equivalent").contains("Nobody reads it.");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void drawsOnlyWhatIsInView() {
        browser.open(large, "trace/many").untilText(".inspector", "Event 1");
        long few = browser.number("document.querySelectorAll('.diagram *').length");
        assertThat(few).isBetween(50L, 1_500L);
        browser.one(".events").sendKeys(Keys.END);
        browser.untilText(".inspector", "Event " + MANY);
        assertThat(browser.number("document.querySelectorAll('.diagram *').length")).isBetween(50L, 1_500L);
        assertThat(browser.text(".state")).contains("outstanding");
        browser.open(large, "trace/many/event/50000").untilText(".inspector", "Event 50000");
        assertThat(browser.number("document.querySelectorAll('*').length")).isLessThan(3_000);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void drawsThePictureWholeOnPaper() {
        browser.open(page, "trace/bug/event/52").untilText(".inspector", "Event 52");
        browser.run("window.dispatchEvent(new Event('beforeprint'))");
        browser.until("the picture is there", b -> b.all("svg.printed circle.event").size() > 20);
        browser.run("window.dispatchEvent(new Event('afterprint'))");
        browser.until("the picture is gone", b -> b.all("svg.printed").isEmpty());
    }

    @Test
    void namesNothingElsewhere() {
        browser.open(page, "").untilText("h1", "bug.ndjson");
        assertThat(browser.number("document.querySelectorAll('[src], link[href], img, iframe').length")).isZero();
        assertThat(browser.number("performance.getEntriesByType('resource').length")).isZero();
    }
}
