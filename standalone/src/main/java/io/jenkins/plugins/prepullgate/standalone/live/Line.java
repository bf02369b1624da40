package io.jenkins.plugins.prepullgate.standalone.live;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One line of the picture: pieces of text, each in its ink. It says the same without colours. */
record Line(List<Piece> pieces) {
    /** A piece of {@linkplain Cells#safe safe} text. */
    record Piece(String text, Ink ink) {}

    static final Line EMPTY = new Line(List.of());

    Line {
        pieces = List.copyOf(pieces);
    }

    static Line of(Ink ink, String text) {
        return EMPTY.plus(ink, text);
    }

    Line plus(Ink ink, String text) {
        List<Piece> all = new ArrayList<>(pieces);
        all.add(new Piece(Cells.safe(text), ink));
        return new Line(all);
    }

    int width() {
        return Cells.width(plain());
    }

    /** At most this many cells of it. */
    Line cut(int cells) {
        List<Piece> kept = new ArrayList<>();
        int left = cells;
        for (Piece piece : pieces) {
            String text = Cells.cut(piece.text(), left);
            kept.add(new Piece(text, piece.ink()));
            left -= Cells.width(text);
            if (!text.equals(piece.text())) {
                break;
            }
        }
        return new Line(kept);
    }

    String plain() {
        return pieces.stream().map(Piece::text).collect(Collectors.joining()).stripTrailing();
    }

    String painted() {
        return pieces.stream().map(piece -> piece.ink().paint(piece.text())).collect(Collectors.joining());
    }
}
