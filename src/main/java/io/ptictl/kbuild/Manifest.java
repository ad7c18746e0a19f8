package io.ptictl.kbuild;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a cache entry holds and what it was made from: manifest.json beside the files.
 *
 * @param release what uname -r says in the kernel
 * @param sourceVersion of the source tree
 * @param files name, size and SHA-256 of each
 * @param parts the parts of the key
 */
record Manifest(
    String release, String sourceVersion, List<Entry> files, SortedMap<String, String> parts) {
  /** The name of its file in the entry. */
  static final String FILE = "manifest.json";

  private static final JsonFactory JSON = new JsonFactory();

  /** One file of the entry; size in bytes. */
  record Entry(String name, long size, String sha256) {
    static Entry of(Path file) throws IOException {
      return new Entry(file.getFileName().toString(), Files.size(file), Digests.sha256(file));
    }
  }

  void write(Path file) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(Files.newBufferedWriter(file))) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("release", release);
      json.writeStringField("sourceVersion", sourceVersion);
      json.writeArrayFieldStart("files");
      for (Entry entry : files) {
        json.writeStartObject();
        json.writeStringField("name", entry.name());
        json.writeNumberField("size", entry.size());
        json.writeStringField("sha256", entry.sha256());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeObjectFieldStart("parts");
      for (Map.Entry<String, String> part : parts.entrySet()) {
        json.writeStringField(part.getKey(), part.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  /**
   * Reads one.
   *
   * @throws IOException also if the text is no manifest
   */
  static Manifest read(Path file) throws IOException {
    String release = "";
    String sourceVersion = "";
    List<Entry> files = new ArrayList<>();
    SortedMap<String, String> parts = new TreeMap<>();
    try (JsonParser json = JSON.createParser(file.toFile())) {
      expect(json, JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        switch (json.currentName()) {
          case "release" -> release = json.nextTextValue();
          case "sourceVersion" -> sourceVersion = json.nextTextValue();
          case "files" -> readFiles(json, files);
          case "parts" -> readParts(json, parts);
          default -> throw new IOException("unknown field " + json.currentName());
        }
      }
    }
    if (release == null || sourceVersion == null || release.isEmpty() || files.isEmpty()) {
      throw new IOException("a field is missing");
    }
    return new Manifest(release, sourceVersion, List.copyOf(files), parts);
  }

  private static void readFiles(JsonParser json, List<Entry> files) throws IOException {
    expect(json, JsonToken.START_ARRAY);
    while (json.nextToken() == JsonToken.START_OBJECT) {
      String name = "";
      String sha256 = "";
      long size = -1;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        switch (json.currentName()) {
          case "name" -> name = json.nextTextValue();
          case "sha256" -> sha256 = json.nextTextValue();
          case "size" -> size = json.nextLongValue(-1);
          default -> throw new IOException("unknown field " + json.currentName());
        }
      }
      if (name == null || sha256 == null || name.isEmpty() || name.contains("/")) {
        throw new IOException("a file without a name");
      }
      files.add(new Entry(name, size, sha256));
    }
  }

  private static void readParts(JsonParser json, SortedMap<String, String> parts)
      throws IOException {
    expect(json, JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      String value = json.nextTextValue();
      if (value == null) {
        throw new IOException("a part without a value");
      }
      parts.put(name, value);
    }
  }

  private static void expect(JsonParser json, JsonToken token) throws IOException {
    if (json.nextToken() != token) {
      throw new IOException("not a manifest");
    }
  }
}
