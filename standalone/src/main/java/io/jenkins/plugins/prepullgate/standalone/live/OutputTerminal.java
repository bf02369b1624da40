package io.jenkins.plugins.prepullgate.standalone.live;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.nativ.CLibrary;
import org.jline.nativ.JLineNativeLoader;
import org.jline.utils.InfoCmp;
import org.jline.utils.InfoCmp.Capability;

/**
 * A terminal at stdout alone, as in {@code helm template … | prepull-gate prepull --manifest -}. JLine makes a terminal only where stdin is one, too;
 * its native part can be asked for what a picture needs.
 */
final class OutputTerminal {
    private static final Logger LOGGER = Logger.getLogger(OutputTerminal.class.getName());
    private static final int STDOUT = 1;

    private OutputTerminal() {}

    /** Whether stdout is a terminal, as far as that can be found out on this system. */
    static boolean isThere() {
        try {
            JLineNativeLoader.initialize();
            return CLibrary.isatty(STDOUT) == 1;
        } catch (Exception | LinkageError e) {
            LOGGER.log(Level.FINE, "the system cannot be asked for a terminal", e);
            return false;
        }
    }

    /** Its size now. Only where it is there. */
    static Size size() {
        CLibrary.WinSize size = new CLibrary.WinSize();
        CLibrary.ioctl(STDOUT, CLibrary.TIOCGWINSZ, size);
        return Size.told(size.ws_col, size.ws_row);
    }

    /**
     * How many colours terminals of a type have; 0 when that is not known.
     *
     * @param type such as {@code xterm-256color}
     */
    static int colours(String type) {
        Map<Capability, Integer> numbers = new EnumMap<>(Capability.class);
        try {
            InfoCmp.parseInfoCmp(InfoCmp.getInfoCmp(type), new HashSet<>(), numbers, new EnumMap<>(Capability.class));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "nothing is known of terminals of type " + type, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return numbers.getOrDefault(Capability.max_colors, 0);
    }
}
