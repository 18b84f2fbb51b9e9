package io.exposuremonitor.detectors.partiql;

import com.amazon.ion.system.IonSystemBuilder;
import com.amazon.ionelement.api.ElementType;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.activity.Statement.Access;
import io.exposuremonitor.detectors.activity.Statement.Verb;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.partiql.lang.SqlException;
import org.partiql.lang.domains.PartiqlAst;
import org.partiql.lang.domains.PartiqlAst.Expr;
import org.partiql.lang.syntax.SqlParser;

/**
 * Reads a statement with PartiQL's own reference parser, as far as its tree contains verb, table,
 * index and access.
 */
final class ReferenceParser {
  private final SqlParser parser = new SqlParser(IonSystemBuilder.standard().build());

  /** The statement without its shape; empty if the reference parser does not accept it. */
  Optional<Statement> read(String statement) {
    return parse(withoutRedactions(statement, "?"))
        .flatMap(
            read ->
                read.verb() == Verb.SELECT && read.index().isEmpty()
                    ? parse(withoutRedactions(statement, "MISSING"))
                    : Optional.of(read));
  }

  private Optional<Statement> parse(String sql) {
    boolean exists = sql.startsWith("EXISTS(");
    try {
      PartiqlAst.Statement tree =
          parser.parseAstStatement(exists ? sql.substring(7, sql.length() - 1) : sql);
      Statement read = statement(tree);
      return Optional.of(
          exists
              ? new Statement(Verb.EXISTS, read.table(), read.index(), read.access(), "")
              : read);
    } catch (SqlException e) {
      return Optional.empty();
    }
  }

  /** A redacted value is not a key, so it can be removed. */
  private static String withoutRedactions(String statement, String redaction) {
    return statement
        .replace("'***(Redacted)'", "'redacted'")
        .replace("***(Redacted)", redaction)
        .replaceAll(";$", "");
  }

  private static Statement statement(PartiqlAst.Statement tree) {
    if (tree instanceof PartiqlAst.Statement.Query query
        && query.getExpr() instanceof Expr.Select select) {
      return statement(
          Verb.SELECT, (PartiqlAst.FromSource.Scan) select.getFrom(), select.getWhere());
    }
    if (!(tree instanceof PartiqlAst.Statement.Dml dml)) {
      return new Statement(Verb.UNKNOWN, "", "", Access.NONE, "");
    }
    PartiqlAst.DmlOp operation = dml.getOperations().getOps().get(0);
    if (operation instanceof PartiqlAst.DmlOp.InsertValue insert) {
      List<String> table = steps(insert.getTarget());
      return new Statement(Verb.INSERT, table.get(0), "", Access.NONE, "");
    }
    Verb verb = operation instanceof PartiqlAst.DmlOp.Delete ? Verb.DELETE : Verb.UPDATE;
    return statement(verb, (PartiqlAst.FromSource.Scan) dml.getFrom(), dml.getWhere());
  }

  private static Statement statement(Verb verb, PartiqlAst.FromSource.Scan from, Expr where) {
    List<String> table = tableAndIndex(from.getExpr());
    Set<String> prefixes = new HashSet<>(table);
    if (from.getAsAlias() != null) {
      prefixes.add(from.getAsAlias().getText());
    }
    Access access = where != null && fixes(where, prefixes) ? Access.KEY_LOOKUP : Access.FULL_SCAN;
    return new Statement(verb, table.get(0), table.size() > 1 ? table.get(1) : "", access, "");
  }

  /** An ARN that names an index is one name to the reference parser. */
  private static List<String> tableAndIndex(Expr expression) {
    List<String> steps = steps(expression);
    return steps.get(0).startsWith("arn:") && steps.size() == 1
        ? List.of(steps.get(0).split("/index/"))
        : steps;
  }

  private static boolean fixes(Expr condition, Set<String> prefixes) {
    if (condition instanceof Expr.And and) {
      return and.getOperands().stream().anyMatch(operand -> fixes(operand, prefixes));
    }
    if (condition instanceof Expr.Or or) {
      return or.getOperands().stream().allMatch(operand -> fixes(operand, prefixes));
    }
    if (condition instanceof Expr.Eq equality) {
      Expr left = equality.getOperands().get(0);
      Expr right = equality.getOperands().get(1);
      return (isAttribute(left, prefixes) && isKeyValue(right))
          || (isKeyValue(left) && isAttribute(right, prefixes));
    }
    if (condition instanceof Expr.InCollection among) {
      return isAttribute(among.getOperands().get(0), prefixes)
          && isValue(among.getOperands().get(1));
    }
    return false;
  }

  private static boolean isAttribute(Expr expression, Set<String> prefixes) {
    List<String> steps = steps(expression);
    return steps.size() == 1 || (steps.size() == 2 && prefixes.contains(steps.get(0)));
  }

  /** The names of a path; empty if the expression is not a path or goes through a list. */
  private static List<String> steps(Expr expression) {
    if (expression instanceof Expr.Id id) {
      return List.of(id.getName().getText());
    }
    if (!(expression instanceof Expr.Path path) || !(path.getRoot() instanceof Expr.Id root)) {
      return List.of();
    }
    List<String> steps = new ArrayList<>(List.of(root.getName().getText()));
    for (PartiqlAst.PathStep step : path.getSteps()) {
      if (!(step instanceof PartiqlAst.PathStep.PathExpr named)
          || !(named.getIndex() instanceof Expr.Lit name)
          || name.getValue().getType() != ElementType.STRING) {
        return List.of();
      }
      steps.add(name.getValue().getTextValue());
    }
    return steps;
  }

  /** False for lists, booleans and NULL. */
  private static boolean isKeyValue(Expr expression) {
    if (expression instanceof Expr.Neg negative) {
      return isKeyValue(negative.getExpr());
    }
    if (expression instanceof Expr.Lit literal) {
      ElementType type = literal.getValue().getType();
      return type != ElementType.BOOL && type != ElementType.NULL;
    }
    return expression instanceof Expr.Parameter;
  }

  private static boolean isValue(Expr expression) {
    if (expression instanceof Expr.List list) {
      return list.getValues().stream().allMatch(ReferenceParser::isValue);
    }
    if (expression instanceof Expr.Bag bag) {
      return bag.getValues().stream().allMatch(ReferenceParser::isValue);
    }
    if (expression instanceof Expr.Neg negative) {
      return isValue(negative.getExpr());
    }
    return expression instanceof Expr.Lit || expression instanceof Expr.Parameter;
  }
}
