package io.gatehouse.acceptance.parity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.acceptance.harness.Template;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests, each with the event that API Gateway's documentation of payload format 2.0 says it becomes: each route of
 * the template, and what is odd about headers, cookies, parameters, paths and bodies.
 */
final class RequestTable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ID = "019ab2c4-5e01-7a2b-8c3d-4e5f60718293";
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final byte[] BINARY = {(byte) 0xff, 0x00, (byte) 0xfe, 0x0a};

    /**
     * A request, and what is special in its event.
     *
     * @param target path and query as they are on the wire
     * @param headers names and values by turns
     * @param event the fields that depend on the request; {@code headers} are those which it adds to the usual ones
     */
    record Row(String name, String method, String target, List<String> headers, byte[] body, ObjectNode event) {
        @Override
        public String toString() {
            return name;
        }
    }

    private RequestTable() {}

    static Stream<Row> rows() {
        return Stream.concat(routes(), oddities());
    }

    /** Without HEAD, whose answer has no body that could show the event. */
    private static Stream<Row> routes() {
        return Template.functions().stream()
                .flatMap(Template.Function::routes)
                .filter(route -> !route.startsWith("HEAD "))
                .map(RequestTable::route);
    }

    private static Row route(String key) {
        var method = key.split(" ")[0];
        var parameter = PARAMETER.matcher(key.split(" ")[1]);
        var path = parameter.replaceAll(ID);
        var row = row(key).route(key, path);
        if (parameter.reset().find()) {
            row.parameter(parameter.group(1), ID);
        }
        return method.equals("GET")
                ? row.sends(method, path)
                : row.header("Content-Type", "application/json")
                        .text("{\"key\":\"value\"}")
                        .sends(method, path);
    }

    private static Stream<Row> oddities() {
        return Stream.of(
                user("header names of any case").header("X-MiXeD-CaSe", "Value").sends(),
                user("a header that comes twice").twice("X-Many", "one", "two").sends(),
                user("an empty header").header("X-Empty", "").sends(),
                user("commas in a header")
                        .header("If-None-Match", "\"a\", W/\"b\"")
                        .sends(),
                user("cookies")
                        .cookies("a=1; b=\"2\"; c=", "a=1", "b=\"2\"", "c=")
                        .sends(),
                user("a user agent of its own")
                        .userAgent("Mozilla/5.0 (X11; Linux)")
                        .sends(),
                user("repeated query parameters")
                        .query("a=1&b=x%20y&a=2", Map.of("a", "1,2", "b", "x y"))
                        .sends(),
                user("query parameters without values")
                        .query("flag&empty=", Map.of("flag", "", "empty", ""))
                        .sends(),
                user("a plus sign, and an encoded one")
                        .query("q=a+b%2Bc", Map.of("q", "a b+c"))
                        .sends(),
                user("Hebrew and emoji in the query")
                        .query("q=%D7%A9%D7%9C%D7%95%D7%9D%F0%9F%91%8B", Map.of("q", "שלום👋"))
                        .sends(),
                row("Hebrew in the path")
                        .route("GET /api/user/{id}", "/api/user/שלום")
                        .parameter("id", "שלום")
                        .sends("GET", "/api/user/%D7%A9%D7%9C%D7%95%D7%9D"),
                row("an encoded slash")
                        .route("GET /api/user/{id}", "/api/user/a/b")
                        .parameter("id", "a/b")
                        .sends("GET", "/api/user/a%2Fb"),
                row("an encoded space")
                        .route("GET /api/user/{id}", "/api/user/a b")
                        .parameter("id", "a b")
                        .sends("GET", "/api/user/a%20b"),
                register("no body").sends("POST", "/api/register"),
                register("Hebrew and emoji in the body")
                        .header("Content-Type", "application/json")
                        .text("{\"name\":\"שלום 👋\"}")
                        .sends("POST", "/api/register"),
                register("a body with a charset")
                        .header("Content-Type", "application/json; charset=utf-8")
                        .text("{}")
                        .sends("POST", "/api/register"),
                register("a binary body")
                        .header("Content-Type", "application/octet-stream")
                        .binary(BINARY)
                        .sends("POST", "/api/register"),
                register("a form")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .binary("a=1&b=2".getBytes(UTF_8))
                        .sends("POST", "/api/register"),
                register("a body that is base64 itself")
                        .header("Content-Type", "text/plain")
                        .text(Base64.getEncoder().encodeToString(BINARY))
                        .sends("POST", "/api/register"));
    }

    private static Builder row(String name) {
        return new Builder(name);
    }

    private static Builder user(String name) {
        return row(name).route("GET /api/user/{id}", "/api/user/" + ID).parameter("id", ID);
    }

    private static Builder register(String name) {
        return row(name).route("POST /api/register", "/api/register");
    }

    private static final class Builder {
        private final String name;
        private final ObjectNode event = JSON.createObjectNode();
        private final List<String> headers = new ArrayList<>();
        private byte[] body = {};
        private String query = "";

        Builder(String name) {
            this.name = name;
            event.put("rawQueryString", "").put("isBase64Encoded", false);
        }

        Builder route(String key, String path) {
            event.put("routeKey", key).put("rawPath", path);
            return this;
        }

        Builder parameter(String parameter, String value) {
            event.withObjectProperty("pathParameters").put(parameter, value);
            return this;
        }

        Builder header(String header, String value) {
            headers.addAll(List.of(header, value));
            event.withObjectProperty("headers").put(header.toLowerCase(Locale.ROOT), value);
            return this;
        }

        Builder twice(String header, String first, String second) {
            headers.addAll(List.of(header, first, header, second));
            event.withObjectProperty("headers").put(header.toLowerCase(Locale.ROOT), first + "," + second);
            return this;
        }

        Builder userAgent(String value) {
            header("User-Agent", value);
            return this;
        }

        Builder cookies(String header, String... each) {
            headers.addAll(List.of("Cookie", header));
            Stream.of(each).forEach(event.withArrayProperty("cookies")::add);
            return this;
        }

        Builder query(String raw, Map<String, String> parameters) {
            query = "?" + raw;
            event.put("rawQueryString", raw);
            new TreeMap<>(parameters).forEach(event.withObjectProperty("queryStringParameters")::put);
            return this;
        }

        Builder text(String text) {
            body = text.getBytes(UTF_8);
            event.put("body", text);
            return this;
        }

        Builder binary(byte[] bytes) {
            body = bytes;
            event.put("body", Base64.getEncoder().encodeToString(bytes)).put("isBase64Encoded", true);
            return this;
        }

        Row sends() {
            return sends("GET", event.path("rawPath").asString());
        }

        Row sends(String method, String path) {
            return new Row(name, method, path + query, List.copyOf(headers), body, event);
        }
    }
}
