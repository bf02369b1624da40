package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.Test;

public class PackedTextTest {
    @Test
    public void whatIsPackedIsUnpackedAndNothingElse() throws IOException {
        String packed = PackedText.pack("wörter".repeat(1000));
        assertThat(packed.length()).isLessThan(200);
        assertThat(PackedText.unpack(packed, 10_000)).isEqualTo("wörter".repeat(1000));
        assertThatThrownBy(() -> PackedText.unpack(packed, 100)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PackedText.unpack("no base64!", 100)).isInstanceOf(IOException.class);
    }
}
