package io.jenkins.plugins.prepullgate.cluster;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file that somebody named cannot be read or written, in the words of somebody who wonders why. */
public final class FileFault {
    private FileFault() {}

    /** Such as {@code there is no such file}; where nothing better is known, the name of the exception. */
    public static String words(Exception fault) {
        if (fault instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (fault instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (fault instanceof CharacterCodingException) {
            return "it is no text in UTF-8";
        }
        // The message of one that names a file repeats its path; the reason is the system's own, such as "Read-only file system".
        String why = fault instanceof FileSystemException named ? named.getReason() : fault.getMessage();
        return why == null ? fault.getClass().getSimpleName() : why;
    }
}
