package io.jenkins.plugins.prepullgate.standalone.live;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of a terminal as the painter uses, and an error for anything else. Lines that leave at the top are kept. */
final class Emulator {
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[([0-9;]*)([AJKm])");

    private final int columns;
    private final int height;
    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;

    Emulator(int columns, int height) {
        this.columns = columns;
        this.height = height;
    }

    void write(String text) {
        Matcher sequence = SEQUENCE.matcher(text);
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\u001b') {
                if (!sequence.find(i) || sequence.start() != i) {
                    throw new AssertionError("an unknown sequence: " + text.substring(i, Math.min(text.length(), i + 8)).replace("\u001b", "ESC"));
                }
                steer(sequence.group(2).charAt(0), sequence.group(1));
                i = sequence.end();
            } else {
                put(c);
                i++;
            }
        }
    }

    private void steer(char command, String argument) {
        switch (command) {
            case 'A' -> row = Math.max(Math.max(0, lines.size() - height), row - Integer.parseInt(argument));
            case 'K' -> lines.get(row).setLength(Math.min(column, lines.get(row).length()));
            case 'J' -> {
                steer('K', "");
                lines.subList(row + 1, lines.size()).clear();
            }
            default -> { }
        }
    }

    private void put(char c) {
        if (c == '\r') {
            column = 0;
        } else if (c == '\n') {
            row++;
            if (row == lines.size()) {
                lines.add(new StringBuilder());
            }
        } else {
            if (column == columns) {
                put('\r');
                put('\n');
            }
            StringBuilder line = lines.get(row);
            line.append(" ".repeat(Math.max(0, column + 1 - line.length()))).setCharAt(column++, c);
        }
    }

    /** Everything, also what has left at the top. */
    List<String> text() {
        return lines.stream().map(StringBuilder::toString).map(String::stripTrailing).toList();
    }
}
