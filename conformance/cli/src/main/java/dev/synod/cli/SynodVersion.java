package dev.synod.cli;

import picocli.CommandLine;

/** The version, as the jar's manifest says. */
final class SynodVersion implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = SynodVersion.class.getPackage().getImplementationVersion();
        return new String[] {"synod " + (version == null ? "(not packaged)" : version)};
    }
}
