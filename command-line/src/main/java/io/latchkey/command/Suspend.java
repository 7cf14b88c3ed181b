package io.latchkey.command;

import picocli.CommandLine.Command;

@Command(
        name = "suspend",
        description = "Suspends an account: its sessions end, its tokens are refused.",
        mixinStandardHelpOptions = true)
class Suspend extends Suspension {
    @Override
    public void run() {
        set("PUT", "suspended");
    }
}
