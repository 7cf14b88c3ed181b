package io.latchkey.command;

import picocli.CommandLine.Command;

@Command(
        name = "resume",
        description = "Resumes a suspended account: its tokens work again.",
        mixinStandardHelpOptions = true)
class Resume extends Suspension {
    @Override
    public void run() {
        set("DELETE", "active");
    }
}
