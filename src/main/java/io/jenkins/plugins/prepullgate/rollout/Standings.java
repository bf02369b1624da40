package io.jenkins.plugins.prepullgate.rollout;

import java.util.BitSet;
import java.util.List;

/** How each node stood at the last look of one wait, so that the next one judges anew only those of which something is different. */
final class Standings {
    private Frame frame;
    private Roster roster = Roster.EMPTY;
    private Standing[] standings = {};
    private Rows rows = Rows.NONE;
    /** Nodes that were waited for and are no more. */
    private List<String> gone = List.of();
    /** The memory that the last look handed on; null when none did. With any other, every node is judged again. */
    private Memory handed;
    /** The places of nodes of which the wait remembers something since the last look that it did not before: these are judged again. */
    private final BitSet again = new BitSet();

    /** @param given the memory that the look was given, before anything was added to it */
    Rows look(Scene scene, Memory given) {
        if (scene.puller == null) {
            frame = null;
            rows = Rows.NONE;
            return rows;
        }
        Frame now = scene.frame();
        Roster next = scene.sites.roster();
        boolean kept = given == handed && now.equals(frame);
        // Until this look hands its findings on, they are in no memory: should it break off, the next one begins afresh.
        handed = null;
        boolean samePlaces = next.samePlaces(roster);
        Standing[] all = new Standing[next.size()];
        BitSet fresh = new BitSet();
        for (int place = 0; place < all.length; place++) {
            Site site = next.at(place);
            int before = !kept ? -1 : samePlaces ? place : roster.placeOf(site.name());
            if (before >= 0 && roster.at(before) == site && !again.get(before)) {
                all[place] = standings[before];
            } else {
                all[place] = site.standing(now, Past.of(scene.memory, site));
                fresh.set(place);
            }
        }
        gone = kept && samePlaces ? gone : scene.memory.everEligible().stream().filter(name -> scene.node(name) == null).toList();
        frame = now;
        roster = next;
        standings = all;
        rows = new Rows(scene, next, all, fresh, gone);
        return rows;
    }

    /** What the look hands to the next one. */
    void hand(Memory next) {
        handed = next;
        again.clear();
        rows.fresh().stream().filter(place -> !Past.of(next, roster.at(place)).equals(standings[place].past())).forEach(again::set);
        // Between looks only what the next one needs is held: there may be a thousand waits.
        rows = Rows.NONE;
    }
}
