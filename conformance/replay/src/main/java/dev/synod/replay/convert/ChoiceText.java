package dev.synod.replay.convert;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import tla2sany.st.Location;
import tla2sany.st.SyntaxTreeConstants;
import tla2sany.st.TreeNode;

/**
 * The text of an expression, each token in the column in which it stands in its module, with some of the sets that its
 * quantifiers range over behind an operator. What is put in stands on lines of its own, as far right as what it is put around:
 * so no token crosses the column of a conjunction or disjunction that it belongs to.
 */
final class ChoiceText {
    private final Map<TreeNode, List<String>> operators;
    private final StringBuilder text = new StringBuilder();
    private int line = -1;
    private int column = 1;

    private ChoiceText(Map<TreeNode, List<String>> operators) {
        this.operators = operators;
    }

    /**
     * The text.
     *
     * @param expression the expression
     * @param operators  for some of the parts {@code x, y \in S} of its quantifiers, the operators to apply to {@code S}: one
     *                   for each identifier, or one for a tuple of them
     */
    static String of(TreeNode expression, Map<TreeNode, List<String>> operators) {
        ChoiceText choice = new ChoiceText(new IdentityHashMap<>(operators));
        choice.write(expression);
        return choice.text.toString().stripTrailing();
    }

    private void write(TreeNode node) {
        List<String> applied = operators.get(node);
        if (applied != null) {
            bound(node.heirs(), applied);
        } else if (node.heirs().length > 0) {
            for (TreeNode heir : node.heirs()) {
                write(heir);
            }
        } else if (!node.isKind(SyntaxTreeConstants.N_IdPrefix)) {
            Location at = node.getLocation();
            pad(at.beginLine() == line, at.beginColumn());
            text.append(token(node));
            line = at.endLine();
            column = at.endColumn() + 1;
        }
    }

    /** The token as it is written; the parser has taken the escapes out of a string. */
    private static String token(TreeNode node) {
        String image = node.getImage();
        return node.isKind(SyntaxTreeConstants.N_String) ? TlaText.string(image.substring(1, image.length() - 1)) : image;
    }

    /** {@code x, y \in S}: the identifiers with commas between them, or a tuple; {@code \in}; the set. */
    private void bound(TreeNode[] parts, List<String> applied) {
        TreeNode set = parts[parts.length - 1];
        int left = Math.min(parts[0].getLocation().beginColumn(), set.getLocation().beginColumn());
        for (int i = 0; i < applied.size(); i++) {
            write(parts[2 * i]);
            insert("\\in " + applied.get(i) + "(", left);
            write(set);
            insert(i < applied.size() - 1 ? ")," : ")", left);
        }
    }

    private void insert(String what, int at) {
        pad(false, at);
        text.append(what);
        line = -1;
    }

    private void pad(boolean sameLine, int at) {
        if (!sameLine || column > at) {
            text.append('\n');
            column = 1;
        }
        text.append(" ".repeat(at - column));
        column = at;
    }
}
