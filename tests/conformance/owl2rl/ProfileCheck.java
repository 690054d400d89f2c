import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.formats.TurtleDocumentFormat;
import org.semanticweb.owlapi.io.RDFParserMetaData;
import org.semanticweb.owlapi.io.StringDocumentSource;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.MissingImportHandlingStrategy;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyLoaderConfiguration;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/**
 * Checks Turtle files against the OWL 2 RL profile, all files as one ontology.
 *
 * <p>Prints a line for each violation and for each triple that is not OWL at all, sorted; then "N axioms"; then, last, "N
 * violations". The exit status is 0 unless the check could not run: what may be violated is for the caller to decide. Imports
 * are not followed, and nothing is read but the files.
 *
 * <p>The files are joined as text before they are parsed. Parsed one by one, a file that uses a property which another file
 * declares would be misread: the parser could not know what kind of property it is.
 */
public final class ProfileCheck {

    public static void main(String[] files) throws Exception {
        OWLOntology ontology = load(join(files));
        List<String> lines = new ArrayList<>();
        for (OWLProfileViolation violation : new OWL2RLProfile().checkOntology(ontology).getViolations()) {
            lines.add(oneLine(violation.toString()));
        }
        metadata(ontology).getUnparsedTriples().forEach(triple -> lines.add("Not OWL: " + oneLine(triple.toString())));
        Collections.sort(lines);
        lines.forEach(System.out::println);
        System.out.println(ontology.getAxiomCount() + " axioms");
        System.out.println(lines.size() + " violations");
    }

    private static String join(String[] files) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String file : files) {
            text.append(Files.readString(Path.of(file), StandardCharsets.UTF_8)).append('\n');
        }
        return text.toString();
    }

    private static OWLOntology load(String text) throws Exception {
        OWLOntologyLoaderConfiguration configuration =
                new OWLOntologyLoaderConfiguration()
                        .setMissingImportHandlingStrategy(MissingImportHandlingStrategy.SILENT);
        IRI address = IRI.create("urn:files");
        StringDocumentSource source = new StringDocumentSource(text, address, new TurtleDocumentFormat(), null);
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        // Whatever is imported is looked for where nothing is, and then passed over.
        manager.getIRIMappers().add(imported -> IRI.create("file:/nowhere"));
        return manager.loadOntologyFromOntologyDocument(source, configuration);
    }

    private static RDFParserMetaData metadata(OWLOntology ontology) {
        return (RDFParserMetaData) ontology.getFormat().getOntologyLoaderMetaData().orElseThrow();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").trim();
    }
}
