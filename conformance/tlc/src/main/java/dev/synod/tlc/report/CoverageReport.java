package dev.synod.tlc.report;

import dev.synod.tlc.ActionCoverage;
import dev.synod.tlc.Words;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.ModelReport;
import java.util.ArrayList;
import java.util.List;

/** How often TLC took each action of each model, where a check was asked to count. */
public final class CoverageReport {

    private CoverageReport() {
    }

    /**
     * Writes one table for each model that has figures.
     *
     * @param report the report
     * @return the lines; empty where nothing was counted
     */
    public static List<String> lines(CheckReport report) {
        List<String> lines = new ArrayList<>();
        for (ModelReport model : report.models()) {
            List<ActionCoverage> actions = actions(model);
            if (actions.isEmpty()) {
                continue;
            }
            List<String> never = never(model);
            lines.add("");
            lines.add(model.model().name() + ": " + (actions.size() - never.size()) + " of " + actions.size()
                    + " actions taken");
            int width = actions.stream().mapToInt(action -> action.action().length()).max().orElse(0);
            for (ActionCoverage action : actions) {
                lines.add(String.format("  %-" + width + "s  %14s taken, %14s new states  %s", action.action(),
                        Words.count(action.generated()), Words.count(action.distinct()), action.location()));
            }
            never.forEach(action -> lines.add("  never taken: " + action));
        }
        return lines;
    }

    /**
     * The actions that were never taken.
     *
     * @param model a model's report
     * @return their names, in the order of the module
     */
    public static List<String> never(ModelReport model) {
        return actions(model).stream().filter(action -> action.generated() == 0).map(ActionCoverage::action).toList();
    }

    private static List<ActionCoverage> actions(ModelReport model) {
        return model.result().map(result -> result.details().coverage()).orElse(List.of());
    }
}
