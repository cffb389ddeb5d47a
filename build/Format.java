import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs the project's one formatter over every Java file: `check` fails on unformatted code and
/// names the files, `write` formats them. Forked so that it reads Java 25 whatever Maven runs on.
class Format {
  private static final Path JAR = Path.of("target/formatter/google-java-format-all-deps.jar");
  private static final List<String> EXPORTS =
      List.of("api", "code", "file", "parser", "tree", "util");

  public static void main(String[] args) throws IOException, InterruptedException {
    boolean write = args.length == 1 && args[0].equals("write");
    if (!write && !(args.length == 1 && args[0].equals("check"))) {
      System.err.println("format.mode is check or write");
      System.exit(2);
    }
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    for (String export : EXPORTS) {
      command.add("--add-exports=jdk.compiler/com.sun.tools.javac." + export + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-XX:+UseSerialGC", "-jar", JAR.toString()));
    command.addAll(write ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    Path list = Path.of("target/formatter/files");
    try (var paths = Files.walk(Path.of("."))) {
      Files.write(
          list,
          paths
              .map(Path::normalize)
              .filter(path -> path.toString().endsWith(".java"))
              .filter(path -> !path.toString().contains("target/"))
              .map(Path::toString)
              .sorted()
              .toList());
    }
    command.add("@" + list);
    if (longDocLines(Files.readAllLines(list))) {
      System.err.println(
          "The formatter breaks '///' lines of more than 100 columns: shorten them.");
      System.exit(1);
    }
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (write && code == 0) {
      // some long strings settle only in a second pass
      code = new ProcessBuilder(command).inheritIO().start().waitFor();
    }
    if (code != 0 && !write) {
      System.err.println("Not formatted: the files above. Mend: mvn -N verify -Dformat.mode=write");
    }
    System.exit(code);
  }

  private static boolean longDocLines(List<String> files) throws IOException {
    boolean found = false;
    for (String file : files) {
      List<String> lines = Files.readAllLines(Path.of(file));
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).length() > 100 && lines.get(i).strip().startsWith("///")) {
          System.err.println(file + ":" + (i + 1));
          found = true;
        }
      }
    }
    return found;
  }
}
