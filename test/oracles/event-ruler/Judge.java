import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Iterator;
import java.util.Map;
import software.amazon.event.ruler.Machine;

/**
 * Reads {"patterns": {name: pattern}, "events": [event]} and writes, for each event, the names of the patterns that match it.
 */
public class Judge {
    public static void main(String[] arguments) throws Exception {
        ObjectMapper json = new ObjectMapper();
        JsonNode input = json.readTree(System.in);

        Machine machine = new Machine();
        for (Iterator<Map.Entry<String, JsonNode>> patterns = input.get("patterns").fields(); patterns.hasNext();) {
            Map.Entry<String, JsonNode> pattern = patterns.next();
            machine.addRule(pattern.getKey(), json.writeValueAsString(pattern.getValue()));
        }

        ArrayNode matches = json.createArrayNode();
        for (JsonNode event : input.get("events")) {
            ArrayNode names = matches.addArray();
            machine.rulesForJSONEvent(json.writeValueAsString(event)).stream().sorted().forEach(names::add);
        }
        System.out.println(json.writeValueAsString(matches));
    }
}
