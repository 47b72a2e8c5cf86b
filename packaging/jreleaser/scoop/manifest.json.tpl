{
    "version": "{{projectVersion}}",
    "description": "{{projectDescription}}",
    "homepage": "{{projectLinkHomepage}}",
    "license": "{{projectLicense}}",
    "url": "{{distributionUrl}}",
    "hash": "sha256:{{distributionChecksumSha256}}",
    "extract_dir": "{{distributionArtifactRootEntryName}}",
    "bin": "bin\\{{distributionExecutableWindows}}",
    "checkver": "github",
    "autoupdate": {
        "url": "{{scoopAutoupdateUrl}}",
        "extract_dir": "mqkeep-$version",
        "hash": {
            "url": "$url.sha256"
        }
    }
}
