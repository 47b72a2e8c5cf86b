class {{brewFormulaName}} < Formula
  desc "{{projectDescription}}"
  homepage "{{projectLinkHomepage}}"
  version "{{projectVersion}}"
  license "{{projectLicense}}"

  {{brewMultiPlatform}}

  def install
    libexec.install Dir["*"]
    bin.install_symlink libexec/"bin/{{distributionExecutableUnix}}"
    man1.install_symlink Dir[libexec/"share/man/man1/*"]
    man5.install_symlink Dir[libexec/"share/man/man5/*"]
    bash_completion.install_symlink libexec/"share/bash-completion/completions/mqkeep"
    zsh_completion.install_symlink libexec/"share/zsh/site-functions/_mqkeep"
    fish_completion.install_symlink libexec/"share/fish/vendor_completions.d/mqkeep.fish"
  end

  test do
    assert_match "{{projectVersion}}", shell_output("#{bin}/{{distributionExecutableName}} --version")
    ENV["MQKEEP_HOME"] = testpath
    system bin/"mqkeep", "pub", "--offline", "--session", "test", "-h", "localhost", "-t", "test", "-m", "test"
    assert_equal "test", shell_output("#{bin}/mqkeep session list --names").strip
  end
end
