package io.jenkins.plugins.prepullgate.report;

import java.util.List;

/** A table in plain text: each column is as wide as its widest cell. */
final class Columns {
    private Columns() {}

    /**
     * One line per row, indented.
     *
     * @param rows all of the same length, at least one
     */
    static List<String> aligned(List<List<String>> rows) {
        int[] width = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (int i = 0; i < width.length; i++) {
                width[i] = Math.max(width[i], row.get(i).length());
            }
        });
        return rows.stream().map(row -> line(row, width)).toList();
    }

    private static String line(List<String> row, int[] width) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < width.length; i++) {
            line.append("  ").append(row.get(i)).append(" ".repeat(width[i] - row.get(i).length()));
        }
        return line.toString().stripTrailing();
    }
}
