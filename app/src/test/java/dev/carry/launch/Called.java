package dev.carry.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.journal.ChildJvm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A verb called as a shell would, and what came of it.
///
/// @param err what went to standard error, the words of a wrong call first
record Called(int exit, String out, String err) {
  static Called call(String... arguments) {
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    StringWriter said = new StringWriter();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int exit = Main.commandLine().setErr(new PrintWriter(said)).execute(arguments);
      return new Called(
          exit, out.toString(StandardCharsets.UTF_8), said + err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  /// `run` in a process of its own, trading on paper.
  static ChildJvm run(Path errors, Path data, Path endpoints, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--data",
                data.toString(),
                "--endpoints",
                endpoints.toString(),
                "--port",
                "0",
                "--no-browser",
                "--paper",
                "cross-venue"));
    arguments.addAll(List.of(more));
    return ChildJvm.start(errors, Main.class, arguments.toArray(String[]::new));
  }

  JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out);
  }
}
