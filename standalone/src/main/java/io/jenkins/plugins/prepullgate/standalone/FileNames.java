package io.jenkins.plugins.prepullgate.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a file. An empty one, which an unset variable of a script leaves, would mean the folder that the command runs in. */
final class FileNames implements ITypeConverter<Path> {
    static final String EMPTY = "the name of the file is empty";

    @Override
    public Path convert(String name) {
        if (name.isBlank()) {
            throw new TypeConversionException(EMPTY);
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + name + "' is no name of a file here: " + e.getReason() + "; is LC_ALL=C.UTF-8 set?");
        }
    }
}
