import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The keys of one index in its order, each with the place of its document: what the library's own indexes cannot tell. */
final class OrderedKeys {
  /** Bounds before and after all keys that begin alike. */
  private static final Object BEFORE = new Object();
  private static final Object AFTER = new Object();
  private static final int MOST_STRETCHES = 2_000;

  final List<IndexKey> fields;
  private final TreeMap<Object[], Integer> places = new TreeMap<>(this::compare);

  OrderedKeys(List<IndexKey> fields) {
    this.fields = fields;
  }

  void add(Document document, Integer place) {
    places.put(key(document, place), place);
  }

  void remove(Document document, Integer place) {
    places.remove(key(document, place));
  }

  boolean differ(Document one, Document other) {
    return fields.stream().anyMatch(field -> value(field, one.get(field.getKey()), other.get(field.getKey())) != 0);
  }

  /** The stretches of the index in which all documents lie that a filter can match. */
  record Plan(OrderedKeys keys, List<Object[]> stretches, int single, int pinned, boolean ranged, Document range) {
    /** Whether each stretch is in this order already; `null`: it is not, TRUE: backwards. */
    Boolean backwards(Document order, Document filter) {
      int next = pinned;
      Boolean backwards = null;
      for (Map.Entry<String, Object> wanted : order.entrySet()) {
        if (keys.isSingle(wanted.getKey(), single)) continue;
        if (next >= keys.fields.size()) return null;
        IndexKey field = keys.fields.get(next);
        boolean ascending = ((Number) wanted.getValue()).intValue() > 0;
        if (!field.getKey().equals(wanted.getKey())) return null;
        boolean turned = ascending != field.isAscending();
        if (backwards != null && backwards != turned) return null;
        backwards = turned;
        next += 1;
      }
      return Boolean.TRUE.equals(backwards);
    }

    /** Places of each stretch, in order. */
    List<Iterable<Integer>> places(boolean backwards) {
      List<Iterable<Integer>> all = new ArrayList<>();
      for (Object[] stretch : stretches) {
        Object[][] ends = keys.ends(stretch, range);
        if (keys.compare(ends[0], ends[1]) >= 0) continue;
        var within = keys.places.subMap(ends[0], true, ends[1], true);
        all.add((backwards ? within.descendingMap() : within).values());
      }
      return all;
    }
  }

  /** @return how this index narrows the filter; every filter is narrowed by something, be it by nothing */
  Plan plan(Document filter) {
    List<Object[]> stretches = new ArrayList<>(List.<Object[]>of(new Object[0]));
    int pinned = 0;
    int single = 0;
    for (IndexKey field : fields) {
      List<?> values = values(filter, field.getKey());
      if (values == null || (long) stretches.size() * values.size() > MOST_STRETCHES) break;
      if (values.size() == 1) single |= 1 << pinned;
      List<Object[]> longer = new ArrayList<>();
      for (Object[] stretch : stretches) {
        for (Object value : values) {
          Object[] one = Arrays.copyOf(stretch, stretch.length + 1);
          one[stretch.length] = value;
          longer.add(one);
        }
      }
      stretches = longer;
      pinned += 1;
    }
    Document range = null;
    if (pinned < fields.size() && filter.get(fields.get(pinned).getKey()) instanceof Document asked
        && asked.keySet().stream().anyMatch(List.of("$gt", "$gte", "$lt", "$lte")::contains)) range = asked;
    return new Plan(this, stretches, single, pinned, range != null, range);
  }

  private boolean isSingle(String name, int single) {
    for (int index = 0; index < fields.size(); index += 1) {
      if (fields.get(index).getKey().equals(name)) return (single & (1 << index)) != 0;
    }
    return false;
  }

  /** What a field must be equal to; `null`: it may be many things. */
  private static List<?> values(Document filter, String name) {
    if (!filter.containsKey(name)) return null;
    Object asked = filter.get(name);
    if (!(asked instanceof Document operators)) return Arrays.asList(asked);
    if (operators.keySet().stream().noneMatch(key -> key.startsWith("$"))) return null;
    if (operators.containsKey("$eq")) return Arrays.asList(operators.get("$eq"));
    return operators.get("$in") instanceof Collection<?> some ? some.stream().distinct().toList() : null;
  }

  private Object[][] ends(Object[] stretch, Document range) {
    Object[] first = with(stretch, BEFORE);
    Object[] last = with(stretch, AFTER);
    if (range == null) return new Object[][] {first, last};
    // Comparisons never match what is absent.
    Object[] low = with(stretch, null, AFTER);
    Object[] high = last;
    boolean ascending = fields.get(stretch.length).isAscending();
    for (Map.Entry<String, Object> limit : range.entrySet()) {
      Object value = limit.getValue();
      switch (limit.getKey()) {
        case "$gt" -> low = with(stretch, value, ascending ? AFTER : BEFORE);
        case "$gte" -> low = with(stretch, value, ascending ? BEFORE : AFTER);
        case "$lt" -> high = with(stretch, value, ascending ? BEFORE : AFTER);
        case "$lte" -> high = with(stretch, value, ascending ? AFTER : BEFORE);
        default -> { }
      }
    }
    if (ascending) return new Object[][] {low, high};
    boolean isBelow = low[stretch.length] != null;
    return new Object[][] {high == last ? first : high, isBelow ? low : with(stretch, null, BEFORE)};
  }

  private static Object[] with(Object[] stretch, Object... more) {
    Object[] both = Arrays.copyOf(stretch, stretch.length + more.length);
    System.arraycopy(more, 0, both, stretch.length, more.length);
    return both;
  }

  private Object[] key(Document document, Integer place) {
    Object[] key = new Object[fields.size() + 1];
    for (int index = 0; index < fields.size(); index += 1) key[index] = document.get(fields.get(index).getKey());
    key[fields.size()] = place;
    return key;
  }

  private int compare(Object[] one, Object[] other) {
    for (int index = 0; index < Math.min(one.length, other.length); index += 1) {
      Object a = one[index];
      Object b = other[index];
      if (a == b) continue;
      if (a == BEFORE || b == AFTER) return -1;
      if (a == AFTER || b == BEFORE) return 1;
      int difference = index < fields.size() ? value(fields.get(index), a, b) : ((Integer) a).compareTo((Integer) b);
      if (difference != 0) return difference;
    }
    return 0;
  }

  private static int value(IndexKey field, Object one, Object other) {
    int difference = one instanceof String text && other instanceof String then
        ? text.compareTo(then)
        : ValueComparator.asc().compare(one, other);
    return field.isAscending() ? difference : -difference;
  }

  /** Documents of several stretches as one, in an order that each of them is in. */
  static Comparator<Document> by(Document order) {
    return (one, other) -> {
      for (Map.Entry<String, Object> wanted : order.entrySet()) {
        boolean ascending = ((Number) wanted.getValue()).intValue() > 0;
        IndexKey field = new IndexKey(wanted.getKey(), ascending);
        int difference = value(field, one.get(wanted.getKey()), other.get(wanted.getKey()));
        if (difference != 0) return difference;
      }
      return 0;
    };
  }
}
