package io.gatehouse.localcloud.cloud.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.localcloud.services.LocalCloudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackTest {
    @TempDir
    Path folder;

    private static final String HEAD = """
            Description: Shop - sells things
            Parameters:
              Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
              Size: {Type: Number, Default: 3, MinValue: 1, MaxValue: 9}
              Hosts: {Type: CommaDelimitedList, Default: 'a, b,c'}
              Code: {Type: String, Default: abc, AllowedPattern: '[a-z]+', MinLength: 2, MaxLength: 4}
            Mappings:
              Sizes: {dev: {memory: 128}, prod: {memory: 1024}}
            Conditions:
              IsProd: !Equals [!Ref Stage, prod]
              IsDev: !Not [!Condition IsProd]
              IsBoth: !And [!Condition IsProd, !Condition IsDev]
              IsEither: !Or [!Condition IsProd, Condition: IsDev]
            Resources:
              Queue: {Type: 'AWS::SQS::Queue'}
              OnlyInProd: {Type: 'AWS::SQS::Queue', Condition: IsProd}
            """;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("template.yaml"), text);
    }

    private Stack stack(String text, String... parameters) throws IOException {
        var given = new HashMap<String, String>();
        Arrays.stream(parameters).map(pair -> pair.split("=", 2)).forEach(pair -> given.put(pair[0], pair[1]));
        return Template.read(file(text)).stack(given, (resource, attribute) -> resource.id() + "/" + attribute);
    }

    private Object value(String expression, String... parameters) throws IOException {
        var text = HEAD + "  Thing:\n    Type: A::B::C\n    Properties:\n      Value: " + expression + "\n";
        var properties = stack(text, parameters).resource("Thing").orElseThrow().properties();
        return properties.value("Value").orElse("nothing");
    }

    @Test
    void pagesAreAFolderBesideTheTemplate() throws IOException {
        var template = Template.read(file("Metadata: {LocalCloud: {Pages: pages}}\n" + HEAD));

        assertThatThrownBy(template::pages)
                .isInstanceOf(LocalCloudException.class)
                .hasMessage("template.yaml:1: Pages: there is no folder " + folder.resolve("pages") + ".");
        Files.createDirectory(folder.resolve("pages"));
        assertThat(template.pages()).contains(folder.resolve("pages"));
        assertThat(Template.read(file(HEAD)).pages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain                                              | plain
            !Ref Stage                                         | dev
            {Ref: Stage}                                       | dev
            !Ref Queue                                         | Queue/Ref
            !Ref Queue.Alias                                   | Queue/Alias
            !GetAtt Queue.Arn                                  | Queue/Arn
            !GetAtt [Queue, Arn]                               | Queue/Arn
            !GetAtt Queue.Endpoint.Port                        | Queue/Endpoint.Port
            {'Fn::GetAtt': [Queue, Arn]}                       | Queue/Arn
            !Sub '${Stage}-${Queue}-${Queue.Arn}-${!Stage}'    | dev-Queue/Ref-Queue/Arn-${Stage}
            !Sub ['${A}-${Stage}', {A: !Ref Size}]             | 3-dev
            !Sub '${AWS::Region}/${AWS::AccountId}'            | us-east-1/000000000000
            !Sub '${AWS::StackName}.${AWS::URLSuffix}'         | shop.amazonaws.com
            !Ref AWS::Partition                                | aws
            !Ref AWS::NoValue                                  | nothing
            !If [IsDev, small, big]                            | small
            !If [IsProd, small, !Ref AWS::NoValue]             | nothing
            !If [IsBoth, yes, !If [IsEither, inner, no]]       | inner
            !Join ['-', [a, !Ref Size, c]]                     | a-3-c
            !Join ['+', !Ref Hosts]                            | a+b+c
            !Select [1, !Ref Hosts]                            | b
            !Select ['0', !Split ['@', 'me@example.org']]      | me
            !FindInMap [Sizes, !Ref Stage, memory]             | 128
            !FindInMap [Sizes, no, memory, {DefaultValue: 7}]  | 7
            !Base64 hello                                      | aGVsbG8=
            2010-09-09                                         | 2010-09-09
            22:30                                              | 22:30
            """)
    void anIntrinsicFunctionGivesItsValue(String expression, String expected) throws IOException {
        assertThat(value(expression)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            !Ref Nothing                   | template.yaml:20: Ref names Nothing, which is no resource or parameter of this stack.
            !GetAtt Nothing.Arn            | template.yaml:20: Fn::GetAtt names Nothing, which is no resource of this stack.
            !GetAtt Queue                  | template.yaml:20: Fn::GetAtt needs Resource.Attribute, not Queue.
            !Ref OnlyInProd                | template.yaml:20: Ref names OnlyInProd, which is no resource or parameter of this stack.
            !If [Nothing, a, b]            | template.yaml:20: Fn::If names the condition Nothing, which does not exist.
            !If [IsDev, a]                 | template.yaml:20: Fn::If needs a list of 3.
            !Select [3, [a, b]]            | template.yaml:20: Fn::Select has no item 3 in [a, b].
            !FindInMap [Sizes, x, memory]  | template.yaml:20: Fn::FindInMap finds nothing under Sizes / x / memory.
            !ImportValue other             | template.yaml:20: Fn::ImportValue is not supported by the local cloud.
            !Join [a]                      | template.yaml:20: Fn::Join needs a list of 2.
            """)
    void aBrokenFunctionIsToldWithItsLine(String expression, String message) {
        assertThatThrownBy(() -> value(expression))
                .isInstanceOf(LocalCloudException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Stage=test | The parameter Stage must not be "test": allowed are dev, prod.
            Size=ten   | The parameter Size must not be "ten": it must be a number.
            Size=0     | The parameter Size must not be "0": it must be at least 1.
            Size=10    | The parameter Size must not be "10": it must be at most 9.
            Code=A     | The parameter Code must not be "A": it must match [a-z]+.
            Code=a     | The parameter Code must not be "a": it must have at least 2 characters.
            Code=abcde | The parameter Code must not be "abcde": it must have at most 4 characters.
            Stag=dev   | The template has no parameter Stag; it has Code, Hosts, Size, Stage.
            """)
    void aParameterThatIsNotAllowedIsRefused(String parameter, String message) {
        assertThatThrownBy(() -> stack(HEAD, parameter))
                .isInstanceOf(LocalCloudException.class)
                .hasMessage(message);
    }

    @Test
    void allInvalidParametersAreReportedTogether() {
        assertThatThrownBy(() -> stack(HEAD, "Stage=test", "Size=0", "Stag=dev"))
                .hasMessage("The template has no parameter Stag; it has Code, Hosts, Size, Stage. "
                        + "The parameter Stage must not be \"test\": allowed are dev, prod. "
                        + "The parameter Size must not be \"0\": it must be at least 1.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Properties: {A: [{B: !Ref Nothing}]}             | template.yaml:19: Ref names Nothing, which is no resource or parameter of this stack.
            Properties: {A: !Sub '${!No}${X}'}               | template.yaml:19: Fn::Sub names X, which is no resource or parameter of this stack.
            Properties: {A: !Sub '${Stage.Arn}'}             | template.yaml:19: Fn::Sub names Stage, which is no resource of this stack.
            Properties: {A: !Sub ['${B}', {B: !Ref X}]}      | template.yaml:19: Ref names X, which is no resource or parameter of this stack.
            Properties: {A: !If [IsDev, !GetAtt X.Arn, 1]}   | template.yaml:19: Fn::GetAtt names X, which is no resource of this stack.
            Properties: {A: !If [IsDevv, 1, 2]}              | template.yaml:19: Fn::If names the condition IsDevv, which does not exist.
            DependsOn: [Queue, Queues]                       | template.yaml:18: Thing.DependsOn names Queues, which is no resource.
            """)
    void whatRefersToNothingIsToldAlsoWhereNobodyReadsIt(String line, String message) {
        assertThatThrownBy(() -> stack(HEAD + "  Thing:\n    Type: A::B::C\n    " + line + "\n"))
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Properties: {A: !If [IsProd, !Ref OnlyInProd, !Ref AWS::NoValue]}",
                "Properties: {A: !Sub ['${B}${!C}${AWS::Region}', {B: 1}]}",
                "Properties: {A: !GetAtt HelloRole.Arn, B: !Ref Hello.Version}",
                "DependsOn: OnlyInProd"
            })
    void whatIsThereSometimesOrMadeBySamMayBeNamed(String line) throws IOException {
        var hello = "  Hello: {Type: 'AWS::Serverless::Function'}\n";
        assertThat(stack(HEAD + hello + "  Thing:\n    Type: A::B::C\n    " + line + "\n")
                        .resource("Thing"))
                .isPresent();
    }

    @Test
    void aGivenParameterWinsOverTheDefault() throws IOException {
        assertThat(value("!Ref Stage", "Stage=prod")).isEqualTo("prod");
        assertThat(value("!If [IsProd, big, small]", "Stage=prod")).isEqualTo("big");
    }

    @Test
    void aParameterWithoutAValueIsReported() {
        assertThatThrownBy(() -> stack("Parameters:\n  Name: {Type: String}\nResources: {}\n"))
                .hasMessage("template.yaml:2: the parameter Name needs a value: --parameter-overrides Name=…");
    }

    @Test
    void aResourceExistsOnlyIfItsConditionHolds() throws IOException {
        assertThat(stack(HEAD).resource("OnlyInProd")).isEmpty();
        assertThat(stack(HEAD, "Stage=prod").resource("OnlyInProd")).isPresent();
    }

    @Test
    void globalsAreMergedIntoFunctionsAsBySam() throws IOException {
        var stack = stack("""
                Globals:
                  Function:
                    Timeout: 10
                    Layers: [first]
                    Environment: {Variables: {A: global, B: global}}
                Resources:
                  Hello:
                    Type: AWS::Serverless::Function
                    Properties:
                      Timeout: 20
                      Layers: [second]
                      Environment: {Variables: {B: own, C: own}}
                """);
        var properties = stack.resource("Hello").orElseThrow().properties();
        assertThat(properties.number("Timeout", 0)).isEqualTo(20);
        assertThat(properties.texts("Layers")).containsExactly("first", "second");
        assertThat(properties.nested("Environment").textMap("Variables"))
                .isEqualTo(Map.of("A", "global", "B", "own", "C", "own"));
    }

    @Test
    void aFailedAssertionIsReportedWithItsDescription() throws IOException {
        var rules = """
                Rules:
                  NotInProd:
                    RuleCondition: !Equals [!Ref Stage, prod]
                    Assertions:
                      - Assert: !Not [!Contains [!Ref Hosts, a]]
                        AssertDescription: Host a is not for prod.
                """;
        assertThat(stack(rules + HEAD).resources()).isNotEmpty();
        assertThatThrownBy(() -> stack(rules + HEAD, "Stage=prod")).hasMessageEndingWith("Host a is not for prod.");
    }

    @Test
    void localParametersContainTheBaseUrls() throws IOException {
        var template = Template.read(file("""
                Metadata: {LocalCloud: {Parameters: {Issuer: '${Api}', App: '${Console}/app', Size: 4}}}
                Resources: {}
                """));
        assertThat(template.localParameters("http://api", "http://console"))
                .isEqualTo(Map.of("Issuer", "http://api", "App", "http://console/app", "Size", "4"));
    }

    @Test
    void theNameComesFromTheDescriptionOrTheFolder() throws IOException {
        assertThat(Template.read(file(HEAD)).name()).isEqualTo("Shop");
        assertThat(Template.read(file("Resources: {}")).name())
                .isEqualTo(folder.getFileName().toString());
    }

    @Test
    void aFileThatIsNoTemplateIsReportedInOneLine() {
        assertThatThrownBy(() -> Template.read(folder.resolve("absent.yaml")))
                .hasMessageMatching("The template .*absent.yaml cannot be read\\.");
        for (var text : List.of("a: [1", "- just\n- a list", "a: 1\na: 2", "\tx: 1", "? [a]\n: b")) {
            assertThatThrownBy(() -> Template.read(file(text)))
                    .isInstanceOf(LocalCloudException.class)
                    .message()
                    .startsWith("template.yaml")
                    .doesNotContain("\n");
        }
        assertThatThrownBy(() -> stack("Resources:\n  Thing: {}\n"))
                .hasMessage("template.yaml:2: the resource Thing has no Type.");
    }
}
