package io.jenkins.plugins.prepullgate.hub;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.Test;

public class UserBackupTest {
    @Test
    public void whatIsNoWholeBackupIsRefused() {
        String later = "{\"kind\": \"prepull-gate-hub-users\", \"version\": 2, \"users\": []}";
        String cutOff = later.substring(0, later.indexOf("ion"));
        for (String wrong : List.of("", "{}", later, cutOff)) {
            assertThatThrownBy(() -> UserBackup.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
