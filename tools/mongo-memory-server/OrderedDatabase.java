import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The library looks documents up by unique fields only and reads whole collections otherwise. Here every index that was
 * asked for is there: filters are narrowed by equal values, lists of them and one range behind them, and what an index
 * has in order is not sorted, as MongoDB does it. Each document is still compared with the whole filter by the library.
 */
final class OrderedDatabase extends MemoryDatabase {
  OrderedDatabase(String name, CursorRegistry cursors) {
    super(name, cursors);
  }

  @Override
  protected MemoryCollection openOrCreateCollection(String name, CollectionOptions options) {
    return new OrderedCollection(this, name, options, cursorRegistry);
  }

  @Override
  protected Index<Integer> openOrCreateSecondaryIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
    return new OrderedIndex(name, keys);
  }

  @Override
  protected Index<Integer> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
    return keys.size() == 1 ? super.openOrCreateUniqueIndex(collection, name, keys, sparse) : new OrderedUnique(name, keys, sparse);
  }

  /** A driver counts by an aggregation, for which the library reads all there is. */
  @Override
  public Document handleCommand(Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
    if (command.equalsIgnoreCase("aggregate") && query.get("pipeline") instanceof List<?> pipeline && isCount(pipeline)) {
      MongoCollection<?> collection = resolveCollection(query.get(command).toString(), false);
      Document match = (Document) ((Document) pipeline.get(0)).get("$match");
      Object limit = pipeline.size() == 3 ? ((Document) pipeline.get(1)).get("$limit") : null;
      int count = collection == null ? 0 : collection.count(match, 0, limit == null ? 0 : ((Number) limit).intValue());
      List<Document> counted = count == 0 ? List.of() : List.of(new Document("_id", 1).append("n", count));
      Document cursor = new Document("id", 0L).append("ns", getDatabaseName() + "." + query.get(command));
      return new Document("cursor", cursor.append("firstBatch", counted)).append("ok", 1.0);
    }
    return super.handleCommand(channel, command, query, databases, oplog);
  }

  private static boolean isCount(List<?> pipeline) {
    Document group = new Document("_id", 1).append("n", new Document("$sum", 1));
    return (pipeline.size() == 2 || (pipeline.size() == 3 && ((Document) pipeline.get(1)).containsKey("$limit")))
        && ((Document) pipeline.get(0)).containsKey("$match")
        && group.equals(((Document) pipeline.get(pipeline.size() - 1)).get("$group"));
  }
}

final class OrderedCollection extends MemoryCollection {
  OrderedCollection(MongoDatabase database, String name, CollectionOptions options, CursorRegistry cursors) {
    super(database, name, options, cursors);
  }

  @Override
  public synchronized int count(Document query, int skip, int limit) {
    return super.count(query, skip, limit);
  }

  /** Indexes that are not unique are not told where a document was that is removed. */
  @Override
  protected void removeDocument(Integer place) {
    for (Index<Integer> index : getIndexes()) {
      if (index instanceof OrderedIndex ordered) ordered.ordered().remove(getDocument(place), place);
    }
    super.removeDocument(place);
  }

  /** Counting sizes costs more than storing does. */
  @Override
  protected boolean tracksDataSize() {
    return false;
  }

  @Override
  protected QueryResult queryDocuments(Document query, Document order, int skip, int limit, int batch, Document fields) {
    boolean isSorted = order != null && !order.isEmpty() && !order.containsKey("$natural");
    OrderedKeys.Plan best = null;
    boolean isBestInOrder = false;
    for (Index<Integer> index : getIndexes()) {
      if (isPinned(index, query)) {
        Document unique = new Document();
        for (IndexKey key : index.getKeys()) unique.put(key.getKey(), query.get(key.getKey()));
        if (index.canHandle(unique)) {
          return matchDocuments(query, index.getPositions(unique), order, skip, limit, batch, fields);
        }
      }
      OrderedKeys keys = index instanceof Ordered ordered ? ordered.ordered() : null;
      if (keys == null) continue;
      OrderedKeys.Plan plan = keys.plan(query);
      boolean isInOrder = isSorted && plan.backwards(order, query) != null;
      if (plan.pinned() == 0 && !plan.ranged() && !isInOrder) continue;
      if (best == null || rank(plan, isInOrder) > rank(best, isBestInOrder)) {
        best = plan;
        isBestInOrder = isInOrder;
      }
    }
    if (best == null) return super.queryDocuments(query, order, skip, limit, batch, fields);
    if (!isBestInOrder) {
      Stream<Document> found = best.places(false).stream()
          .flatMap(places -> StreamSupport.stream(places.spliterator(), false))
          .map(this::getDocument);
      return matchDocumentsFromStream(found, query, order, skip, limit, batch, fields);
    }
    List<Iterable<Integer>> stretches = best.places(best.backwards(order, query));
    return matchDocumentsFromStream(merged(stretches, OrderedKeys.by(order)), query, null, skip, limit, batch, fields);
  }

  private static boolean isPinned(Index<Integer> index, Document query) {
    return index.isUnique()
        && index.getKeys().stream().allMatch(key -> query.get(key.getKey()) instanceof String);
  }

  private static int rank(OrderedKeys.Plan plan, boolean isInOrder) {
    return 4 * plan.pinned() + (plan.ranged() ? 2 : 0) + (isInOrder ? 5 : 0);
  }

  private record Head(Document document, Iterator<Integer> rest) {}

  private Stream<Document> merged(List<Iterable<Integer>> stretches, Comparator<Document> order) {
    PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::document, order));
    for (Iterable<Integer> stretch : stretches) push(heads, stretch.iterator());
    Iterator<Document> all = new Iterator<>() {
      public boolean hasNext() {
        return !heads.isEmpty();
      }

      public Document next() {
        Head head = heads.remove();
        push(heads, head.rest());
        return head.document();
      }
    };
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(all, 0), false);
  }

  private void push(PriorityQueue<Head> heads, Iterator<Integer> rest) {
    if (rest.hasNext()) heads.add(new Head(getDocument(rest.next()), rest));
  }
}

interface Ordered {
  OrderedKeys ordered();
}

final class OrderedIndex extends EmptyIndex<Integer> implements Ordered {
  private final OrderedKeys ordered;

  OrderedIndex(String name, List<IndexKey> keys) {
    super(name, keys);
    ordered = new OrderedKeys(keys);
  }

  @Override
  public OrderedKeys ordered() {
    return ordered;
  }

  @Override
  public void add(Document document, Integer place, MongoCollection<Integer> collection) {
    ordered.add(document, place);
  }

  @Override
  public void updateInPlace(Document before, Document after, Integer place, MongoCollection<Integer> collection) {
    if (!ordered.differ(before, after)) return;
    ordered.remove(before, place);
    ordered.add(after, place);
  }
}

final class OrderedUnique extends MemoryUniqueIndex implements Ordered {
  private final OrderedKeys ordered;

  OrderedUnique(String name, List<IndexKey> keys, boolean sparse) {
    super(name, keys, sparse);
    ordered = new OrderedKeys(keys);
  }

  @Override
  public OrderedKeys ordered() {
    return ordered;
  }

  @Override
  public synchronized void add(Document document, Integer place, MongoCollection<Integer> collection) {
    super.add(document, place, collection);
    ordered.add(document, place);
  }

  @Override
  public synchronized Integer remove(Document document) {
    Integer place = super.remove(document);
    if (place != null) ordered.remove(document, place);
    return place;
  }
}
