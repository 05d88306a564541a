package io.gatehouse.localcloud.cloud.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SAM's {@code Globals}: maps are merged key by key, lists are put together, anything else of the resource's wins. */
record Globals(Map<String, @Nullable Object> sections) {
    private static final String SERVERLESS = "AWS::Serverless::";

    Map<String, @Nullable Object> mergedInto(String type, Map<String, @Nullable Object> properties) {
        var globals = type.startsWith(SERVERLESS)
                ? Intrinsics.asMap(sections.get(type.substring(SERVERLESS.length())))
                : null;
        return globals == null ? properties : merge(globals, properties);
    }

    private static Map<String, @Nullable Object> merge(
            Map<String, @Nullable Object> globals, Map<String, @Nullable Object> own) {
        var merged = new LinkedHashMap<String, @Nullable Object>(globals);
        own.forEach((key, value) -> merged.put(key, globals.containsKey(key) ? merge(globals.get(key), value) : value));
        return merged;
    }

    private static @Nullable Object merge(@Nullable Object global, @Nullable Object own) {
        var globalMap = Intrinsics.asMap(global);
        var ownMap = Intrinsics.asMap(own);
        if (globalMap != null && ownMap != null && !isCall(globalMap) && !isCall(ownMap)) {
            return merge(globalMap, ownMap);
        }
        if (global instanceof List<?> first && own instanceof List<?> second) {
            var both = new ArrayList<@Nullable Object>(first);
            both.addAll(second);
            return both;
        }
        return own;
    }

    private static boolean isCall(Map<String, @Nullable Object> map) {
        return map.size() == 1 && map.keySet().stream().allMatch(key -> key.equals("Ref") || key.startsWith("Fn::"));
    }
}
