package io.gatehouse.localcloud.cloud.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
    private final Routes<String> routes = new Routes<>();

    RoutesTest() {
        add("GET", "/");
        add("GET", "/pets");
        add("GET", "/pets/dog/1");
        add("GET", "/pets/dog/{id}");
        add("GET", "/pets/{proxy+}");
        add("ANY", "/pets/cat");
        add("POST", "/pets/cat");
        add("GET", "/a/{x}/c/{y}");
        add("ANY", "/files/{path+}");
    }

    private void add(String method, String path) {
        routes.add(method, path, method + " " + path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            GET    | /              | GET /
            GET    | /pets          | GET /pets
            GET    | /pets/dog/1    | GET /pets/dog/1
            GET    | /pets/dog/2    | GET /pets/dog/{id}
            GET    | /pets/bird/3/4 | GET /pets/{proxy+}
            GET    | /pets/cat      | ANY /pets/cat
            POST   | /pets/cat      | POST /pets/cat
            DELETE | /pets/cat      | ANY /pets/cat
            POST   | /pets          | none
            GET    | /pets/         | none
            GET    | /PETS          | none
            GET    | /files         | none
            PUT    | /files/a/b.txt | ANY /files/{path+}
            GET    | /a/b/c         | none
            """)
    void theMostSpecificRouteIsChosen(String method, String path, String expected) {
        var match = routes.find(method, path);
        assertThat(match == null ? null : match.target()).isEqualTo(expected);
    }

    @Test
    void pathVariablesAreDecoded() {
        assertThat(routes.find("GET", "/a/1%2F2/c/x%20y+z").parameters()).isEqualTo(Map.of("x", "1/2", "y", "x y+z"));
        assertThat(routes.find("GET", "/files/a/b%C3%A9").parameters()).isEqualTo(Map.of("path", "a/bé"));
    }

    @Test
    void theDefaultRouteMatchesWhenNoOtherRouteDoes() {
        assertThat(routes.find("GET", "/nowhere")).isNull();
        add("ANY", "$default");
        assertThat(routes.find("GET", "/nowhere").key()).isEqualTo("$default");
        assertThat(routes.find("POST", "/pets").key()).isEqualTo("$default");
    }
}
